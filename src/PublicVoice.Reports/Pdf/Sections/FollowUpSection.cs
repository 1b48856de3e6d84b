using PublicVoice.Reports.Charts;

namespace PublicVoice.Reports.Pdf.Sections;

/// <summary>A draft of the follow-up plan (rencana tindak lanjut) for the elements that the rules named; the office completes it.</summary>
internal static class FollowUpSection
{
    public static void Add(Flow flow, Wording wording)
    {
        var priorities = NextSteps.PriorityElements(wording.Report);
        if (priorities.Count == 0)
        {
            return;
        }

        var title = wording.Say("Usulan rencana tindak lanjut", "Draft follow-up plan");
        flow.Add(new TextBlock("H1", title, Typography.Heading1) { Bookmark = title }, 20);
        flow.Add(new TextBlock("P", wording.Say(
            "Waktu dan penanggung jawab diisi oleh unit. Bulan berikutnya laporan ini menunjukkan apakah unsur bergerak melebihi kebetulan.",
            "Time and owner are filled in by the unit. Next month's report shows whether the element moved by more than chance."), Typography.Body).WithNext(), 4);
        Column[] columns =
        [
            new(wording.Say("Prioritas unsur", "Priority element"), 24),
            new(wording.Say("Program/kegiatan", "Activity"), 40),
            new(wording.Say("Komponen standar pelayanan", "Component of the service standard"), 22),
            new(wording.Say("Waktu (TW I–IV)", "Quarter (I–IV)"), 0, 54),
            new(wording.Say("Penanggung jawab", "Owner"), 0, 70),
        ];
        flow.Add(new TableBlock(columns, [.. priorities.Select(code => new Cell[]
        {
            wording.Of(wording.Element(code).Element.Name),
            NextSteps.Suggestion(wording, code),
            ElementAdvice.Component(code) is { } component ? wording.Of(component) : "–",
            "",
            "",
        })]), 6);
    }
}
