using PublicVoice.Reports;
using PublicVoice.Web.PaperBatches;

namespace PublicVoice.Web.Pages.Staff.PaperBatches;

/// <summary>What is said about a sheet that was sent.</summary>
public static class EntryTexts
{
    /// <param name="wanted">Number that stands on the screen.</param>
    /// <param name="position">Number that it got.</param>
    /// <param name="total">Sum of its scores.</param>
    public static LocalText Saved(int wanted, int position, int total) => wanted == position
        ? new($"Lembar {position} tersimpan, jumlah nilai {total}.", $"Sheet {position} is saved, sum of scores {total}.")
        : new(
            $"Nomor {wanted} sudah dipakai orang lain: lembar ini tersimpan sebagai nomor {position}, jumlah nilai {total}. Tulis {position} pada kertasnya.",
            $"Number {wanted} was taken by somebody else: this sheet is saved as number {position}, sum of scores {total}. Write {position} on the paper.");

    public static LocalText Refused(SheetOutcome outcome, int declaredSheets) => outcome switch
    {
        SheetOutcome.Full => new(
            $"Lembar ini belum tersimpan: {declaredSheets} lembar yang dinyatakan sudah terisi semua. Betulkan jumlah lembar di halaman batch, lalu simpan lagi.",
            $"This sheet is not saved: all {declaredSheets} declared sheets are there. Correct the number of sheets on the page of the batch, then save again."),
        SheetOutcome.Changed => new(
            "Perubahan ini belum tersimpan: orang lain baru saja mengubah atau menghapus lembar ini. Buka lagi lembarnya.",
            "This change is not saved: somebody else has just changed or removed this sheet. Open it again."),
        _ => new(
            "Lembar ini belum tersimpan: batch ini tidak lagi terbuka untuk diketik. Lihat halaman batch.",
            "This sheet is not saved: the batch is no longer open for typing. See the page of the batch."),
    };
}
