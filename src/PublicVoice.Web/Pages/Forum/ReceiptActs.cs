using PublicVoice.Reports;
using PublicVoice.Web.Forum;

namespace PublicVoice.Web.Pages.Forum;

/// <summary>What a writer can do with a post by its receipt code.</summary>
/// <param name="Name">In addresses.</param>
/// <param name="Kind">Null for taking it back.</param>
/// <param name="Label">Of the text; null where none is asked.</param>
/// <param name="Done">What is said afterwards.</param>
public sealed record ReceiptAct(string Name, MessageKind? Kind, LocalText Heading, LocalText Explanation, LocalText? Label, LocalText Button, LocalText Done)
{
    public bool NeedsText => Label is not null && Kind != MessageKind.Solved;

    public bool IsPossible(WrittenPost post) => Kind is { } kind ? post.Possible.Contains(kind) : post.Post.IsUnderway;
}

public static class ReceiptActs
{
    public static readonly IReadOnlyList<ReceiptAct> All =
    [
        new(
            "tambah", MessageKind.Reply,
            new("Tambah keterangan", "Add something"),
            new("Kantor langsung dapat membacanya. Untuk umum, keterangan tampil setelah dibaca moderator.", "The office can read it at once. The public sees it once a moderator has read it."),
            new("Keterangan Anda", "What you want to add"),
            new("Kirim keterangan", "Send"),
            new("Keterangan Anda tersimpan.", "What you added is saved.")),
        new(
            "koreksi", MessageKind.Correction,
            new("Koreksi isi", "Correct the text"),
            new(
                "Sebelum diputuskan moderator, isi yang baru menggantikan yang lama. Setelah terbit, koreksi tampil di bawahnya begitu dibaca moderator.",
                "Before a moderator has decided, the new text takes the place of the old. Once it is public, the correction is shown below it when a moderator has read it."),
            new("Isi yang benar", "The text as it should be"),
            new("Simpan koreksi", "Save the correction"),
            new("Koreksi Anda tersimpan.", "Your correction is saved.")),
        new(
            "banding", MessageKind.Appeal,
            new("Minta ditinjau ulang", "Ask for another look"),
            new("Satu kali. Moderator membaca topik Anda sekali lagi bersama alasan Anda.", "Once. A moderator reads your topic again, with your reasons."),
            new("Mengapa keputusan itu perlu ditinjau ulang?", "Why should the decision be looked at again?"),
            new("Kirim keberatan", "Send the appeal"),
            new("Keberatan Anda tersimpan. Topik kembali ke moderator.", "Your appeal is saved. The topic is back with the moderators.")),
        new(
            "selesai", MessageKind.Solved,
            new("Ya, sudah selesai", "Yes, it is solved"),
            new("Terima kasih. Jawaban Anda tampil di riwayat topik.", "Thank you. Your answer is shown in the history of the topic."),
            new("Catatan (boleh dikosongkan)", "Remark (optional)"),
            new("Nyatakan selesai", "Say that it is solved"),
            new("Terima kasih, jawaban Anda tersimpan.", "Thank you, your answer is saved.")),
        new(
            "belum", MessageKind.NotSolved,
            new("Belum selesai", "It is not solved"),
            new("Topik dibuka lagi dan kantor menjawab dengan tenggat baru.", "The topic is opened again and the office answers by a new date."),
            new("Apa yang belum selesai?", "What is not solved?"),
            new("Buka lagi topik ini", "Open the topic again"),
            new("Topik dibuka lagi. Kantor menjawab dengan tenggat baru.", "The topic is open again. The office answers by a new date.")),
        new(
            "tarik", null,
            new("Tarik topik ini", "Take this topic back"),
            new(
                "Topik tidak lagi tampil untuk umum dan tidak diproses. Ini tidak dapat dibatalkan; kode tanda terima tetap menunjukkan riwayatnya.",
                "The topic is no longer shown to the public nor worked on. This cannot be undone; the receipt code still shows its history."),
            null,
            new("Tarik topik", "Take it back"),
            new("Topik Anda sudah ditarik.", "Your topic is taken back.")),
    ];

    public static ReceiptAct? Find(string name) => All.FirstOrDefault(act => act.Name == name);
}
