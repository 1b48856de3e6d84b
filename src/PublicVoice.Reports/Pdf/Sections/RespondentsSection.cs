using PublicVoice.Reports.Charts;
using PublicVoice.Reports.Evaluation;

namespace PublicVoice.Reports.Pdf.Sections;

/// <summary>Who answered, one small table per characteristic, two beside each other.</summary>
internal static class RespondentsSection
{
    private const int TallerThanHalf = 12;

    public static void Add(Flow flow, Wording wording)
    {
        var report = wording.Report;
        if (report.Profile.Count == 0 || report.Index.N == 0)
        {
            return;
        }

        var title = wording.Say("Profil responden", "Profile of the respondents");
        flow.Add(new TextBlock("H1", title, Typography.Heading1) { Bookmark = title }, 20);
        if (report.Index.N < Wording.PublicMinimum)
        {
            flow.Add(new TextBlock("P", wording.Say(
                "Tidak dirinci karena kurang dari lima isian: rincian dapat menunjuk orang tertentu.",
                "Not broken down with fewer than five responses: details could point at a person."), Typography.Body), 4);
            return;
        }

        var before = 6.0;
        foreach (var pair in report.Profile.Chunk(2))
        {
            if (pair.Any(field => field.Counts.Count > TallerThanHalf))
            {
                foreach (var field in pair)
                {
                    flow.Add(Heading(wording, field).WithNext(), before);
                    flow.Add(Table(wording, field), 3);
                }
            }
            else
            {
                flow.Add(new Columns(20, Slot(wording, pair[0]), pair.Length > 1 ? Slot(wording, pair[1]) : (new Stack(), 1)), before);
            }

            before = 12;
        }
    }

    private static (Block, double) Slot(Wording wording, ProfileDistribution field) => (new Stack((Heading(wording, field), 0), (Table(wording, field), 3)), 1);

    private static TextBlock Heading(Wording wording, ProfileDistribution field) => new("H2", wording.Of(field.Field.Label), Typography.Heading3);

    private static TableBlock Table(Wording wording, ProfileDistribution field) => new(
        [new(wording.Say("Kelompok", "Group"), 1), new("n", 0, 52, Anchor.End), new("%", 0, 44, Anchor.End)],
        [.. field.Counts.Select(count => new Cell[] { wording.Of(count.Label), wording.Count(count.Count), Formats.Number(count.SharePercent, 1, wording.Language) })]);
}
