using PublicVoice.Reports.Comments;
using PublicVoice.Reports.Evaluation;

namespace PublicVoice.Reports.Tests.Comments;

public class CommentTests
{
    private static readonly DateOnly Day = new(2026, 10, 5);

    [Theory]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("…")]
    [InlineData("👍")]
    [InlineData("tidak ada")]
    [InlineData("Tidak ada.")]
    [InlineData("TIDAK ADA SARAN")]
    [InlineData("tdk ada saran dan kritik")]
    [InlineData("belum ada masukan untuk saat ini")]
    [InlineData("ga ada")]
    [InlineData("gak ada sih")]
    [InlineData("nihil")]
    [InlineData("ok")]
    [InlineData("Okkkk")]
    [InlineData("oke siap")]
    [InlineData("n/a")]
    [InlineData("none")]
    [InlineData("no comment")]
    [InlineData("   ")]
    public void Of_CommentWithoutContent_IsCountedNotListed(string text)
    {
        var summary = Summary(text);

        Assert.Equal((1, 1, 0), (summary.Total, summary.Noise, summary.All.Count));
    }

    [Theory]
    [InlineData("tidak ada parkir")]
    [InlineData("tidak ramah")]
    [InlineData("baik")]
    [InlineData("ok tapi antre lama")]
    [InlineData("belum selesai")]
    [InlineData("no parking")]
    public void Of_CommentWithContent_IsListed(string text) => Assert.Equal(text, Assert.Single(Summary(text).All).MaskedText);

    [Theory]
    [InlineData("432143444", "BIAYA", 1)]
    [InlineData("443343444", "BIAYA", 3)]
    [InlineData("443444444", "WAKTU", 3)]
    [InlineData("4-.443.44", "KOMPETENSI", 3)]
    [InlineData("333333333", null, 3)]
    [InlineData("444444444", null, 4)]
    [InlineData("---......", null, null)]
    public void Of_Comment_BelongsToTheElementOfTheLowestScore(string answers, string? element, int? score)
    {
        // The instrument numbers them BIAYA, KOMPETENSI, …, WAKTU; the form asks PERSYARATAN, PROSEDUR, WAKTU, BIAYA, PRODUK, KOMPETENSI, …
        var comment = Assert.Single(CommentSummaries.Of(Instruments.Nine(), [new CommentFacts(Day, null, answers, "antre lama")]).All);

        Assert.Equal((element, score), (comment.ElementCode, comment.LowestScore));
    }

    [Theory]
    [InlineData("111111111", CommentStanding.AllEqual)]
    [InlineData("333333333", CommentStanding.AllEqual)]
    [InlineData("444444444", CommentStanding.AllHighest)]
    [InlineData("---......", CommentStanding.NoScores)]
    [InlineData("444444443", CommentStanding.LowestElement)]
    public void StandingIn_Comment_TellsAllLowFromAllHigh(string answers, CommentStanding standing)
    {
        var comment = Assert.Single(CommentSummaries.Of(Instruments.Nine(), [new CommentFacts(Day, null, answers, "antre lama")]).All);

        Assert.Equal(standing, comment.StandingIn(Instruments.Nine()));
    }

    [Fact]
    public void Of_Comments_AreOrderedByScoreDayAndText()
    {
        CommentFacts[] comments =
        [
            new(Day, null, "444444444", "bagus sekali"),
            new(Day, null, "344444444", "cukup bagus"),
            new(Day.AddDays(1), null, "344444444", "lumayan bagus"),
            new(Day, null, "144444444", "buruk sekali"),
            new(Day, null, "344444444", "agak bagus"),
        ];

        var texts = CommentSummaries.Of(Instruments.Nine(), comments).All.Select(comment => comment.MaskedText);

        Assert.Equal(["buruk sekali", "lumayan bagus", "agak bagus", "cukup bagus", "bagus sekali"], texts);
    }

    [Fact]
    public void Of_PersonalData_IsMaskedInCommentsAndExamples()
    {
        var summary = Summary("antrean lama, hubungi 081234567890", "antrean lama, NIK 1671012345670001", "antrean lama, BG 1234 XY");

        Assert.All(summary.All, comment => Assert.DoesNotMatch("[0-9]{4}", comment.MaskedText));
        Assert.All(summary.Themes, theme => Assert.DoesNotMatch("[0-9]{4}", theme.Example));
        Assert.NotEmpty(summary.Themes);
    }

    [Fact]
    public void Of_SpellingsOfAWord_AreOneTheme()
    {
        var themes = Summary("antri terlalu banyak", "antre panjang", "antrian ramai", "antrian kacau", "mengantre dari pagi").Themes;

        Assert.Equal(("antrian", 5), (themes[0].Phrase, themes[0].Comments));
    }

    [Fact]
    public void Of_WordRepeatedInOneComment_CountsOnce()
    {
        var themes = Summary("parkir parkir parkir", "parkir sempit", "lahan parkir jauh").Themes;

        Assert.Equal(3, themes.Single(theme => theme.Phrase == "parkir").Comments);
    }

    [Fact]
    public void Of_PhraseThatHoldsItsWords_ReplacesThem()
    {
        var themes = Summary("ruang tunggu panas", "ruang tunggu sempit sekali", "ruang tunggu kotor", "ruang tunggu bising").Themes;

        Assert.Equal(["ruang tunggu"], themes.Select(theme => theme.Phrase));
        Assert.Equal("ruang tunggu kotor", themes[0].Example);
    }

    [Fact]
    public void Of_NegatedWord_IsNeverShownAsPraise()
    {
        var themes = Summary("petugas tidak ramah", "tdk ramah", "tidak terlalu ramah kepada kami", "tidak ramah!", "parkir luas").Themes;

        Assert.Contains(themes, theme => theme is { Phrase: "tidak ramah", Comments: 4 });
        Assert.DoesNotContain(themes, theme => theme.Phrase == "ramah");
    }

    [Fact]
    public void Of_WordsOfTheSameComments_AreOneTheme()
    {
        const string Same = "Persyaratan di papan pengumuman berbeda, saya pulang dua kali";

        var themes = Summary(Same, Same, Same, Same, "papan pengumuman roboh", "parkir sempit", "parkir jauh", "parkir mahal").Themes;

        Assert.Equal(["papan pengumuman", "parkir"], themes.Select(theme => theme.Phrase));
    }

    [Fact]
    public void Of_WordInMostComments_LeavesTheOtherThemes()
    {
        var themes = Summary("petugas judes", "petugas judes!", "petugas galak judes", "petugas hilang", "petugas bagus", "petugas pulang", "petugas sakit", "petugas cuti").Themes;

        Assert.Equal(["petugas", "judes"], themes.Select(theme => theme.Phrase));
    }

    [Fact]
    public void Of_Themes_NeverShareAnExample()
    {
        const string Both = "toilet kotor, parkir sempit";

        var themes = Summary(Both, Both, "toilet kotor di belakang gedung", "toilet kotor", "parkir sempit di depan gedung", "parkir sempit").Themes;

        Assert.Equal(2, themes.Count);
        Assert.Equal(2, themes.Select(theme => theme.Example).Distinct().Count());
    }

    [Fact]
    public void Of_EntitiesAndShortWords_AreNoThemes()
    {
        var summary = Summary("bagus &amp; cepat", "murah &amp; jelas", "rapi &amp; bersih", "PT X1 di lt 2", "PT X1 lt 3", "pt x1 lt 4", "AC mati", "ac rusak", "AC bocor");

        Assert.Equal(["ac"], summary.Themes.Select(theme => theme.Phrase));
        Assert.Contains(summary.All, comment => comment.MaskedText == "bagus & cepat");
    }

    [Fact]
    public void Of_ThingsSaidTwice_AreNoTheme() => Assert.Empty(Summary("parkir sempit", "parkir sempit", "antrean lama").Themes);

    [Fact]
    public void Of_LongComment_IsCutAtAWordInTheExample()
    {
        var text = "antrean panjang " + string.Join(' ', Enumerable.Repeat("sekali", 60));

        var example = Summary(text, text, text).Themes[0].Example;

        Assert.True(example.Length <= 121);
        Assert.EndsWith("sekali…", example, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_HundredThousandComments_CountsEach()
    {
        string[] things = ["parkir", "antrean", "toilet", "petugas", "loket", "berkas", "jaringan", "kursi"];
        string[] states = ["sempit", "lama", "kotor", "judes", "kurang", "hilang", "lambat", "rusak"];
        var random = new Random(3);
        var comments = Enumerable.Range(0, 100_000)
            .Select(i => new CommentFacts(Day.AddDays(i % 30), "KTP", "434343434", $"{things[random.Next(8)]} sangat {states[random.Next(8)]} hubungi 0812{i:00000000}"))
            .ToList();

        var summary = CommentSummaries.Of(Instruments.Nine(), comments);

        Assert.Equal((100_000, 0, 100_000, 8), (summary.Total, summary.Noise, summary.All.Count, summary.Themes.Count));
        Assert.Equal(0, summary.All.Count(comment => comment.MaskedText.Contains("0812", StringComparison.Ordinal)));
    }

    private static CommentSummary Summary(params string[] texts) =>
        CommentSummaries.Of(Instruments.Nine(), [.. texts.Select(text => new CommentFacts(Day, null, "344444444", text))]);
}
