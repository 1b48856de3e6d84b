using PublicVoice.Reports;
using PublicVoice.Web.Moderation;

namespace PublicVoice.Web.Forum;

/// <summary>The words that citizens and staff read for what the forum counts.</summary>
public static class ForumWords
{
    public static LocalText Kind(PostKind kind) => kind switch
    {
        PostKind.Aspiration => new("Aspirasi", "Suggestion"),
        PostKind.InformationRequest => new("Permintaan informasi", "Request for information"),
        PostKind.Complaint => new("Pengaduan", "Complaint"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static LocalText KindHint(PostKind kind) => kind switch
    {
        PostKind.Aspiration => new("Usul atau harapan agar layanan lebih baik.", "A proposal or a wish for a better service."),
        PostKind.InformationRequest => new("Pertanyaan tentang layanan, syarat, atau jadwal.", "A question about a service, its requirements or its hours."),
        PostKind.Complaint => new("Layanan yang tidak berjalan sebagaimana mestinya.", "A service that does not work as it should."),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <param name="confidential">A confidential topic is never published, so it is "accepted" instead.</param>
    public static LocalText Status(PostStatus status, bool confidential = false) => status switch
    {
        PostStatus.Received => new("Diterima", "Received"),
        PostStatus.InReview => new("Ditinjau", "In review"),
        PostStatus.Published => confidential ? new("Diteruskan ke kantor", "Passed to the office") : new("Dipublikasikan", "Published"),
        PostStatus.Rejected => new("Ditolak", "Rejected"),
        PostStatus.Answered => new("Dijawab", "Answered"),
        PostStatus.InProgress => new("Ditindaklanjuti", "In progress"),
        PostStatus.Done => new("Selesai", "Done"),
        PostStatus.NotPossible => new("Belum dapat", "Not possible yet"),
        PostStatus.Withdrawn => new("Ditarik penulis", "Withdrawn by the writer"),
        PostStatus.Merged => new("Digabung", "Merged"),
        PostStatus.Hidden => new("Tidak ditampilkan lagi", "No longer shown"),
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    public static LocalText Status(Post post) => post.IsUnreviewed ? new("Belum ditinjau", "Not reviewed yet") : Status(post.Status, post.IsConfidential);

    /// <summary>What a status means for whoever wrote.</summary>
    public static LocalText Meaning(Post post) => post.Status switch
    {
        PostStatus.Received or PostStatus.InReview when post.IsUnreviewed => new("Sudah terbit untuk umum; moderator meninjaunya sesudahnya.", "It is public; a moderator reads it afterwards."),
        PostStatus.Received => new("Menunggu moderator.", "Waits for a moderator."),
        PostStatus.InReview => new("Sedang dibaca moderator.", "A moderator is reading it."),
        PostStatus.Published when post.IsConfidential => new("Kantor sudah menerima dan akan menjawab.", "The office has received it and will answer."),
        PostStatus.Published => new("Sudah terbit untuk umum. Kantor akan menjawab.", "It is public. The office will answer."),
        PostStatus.Rejected => new("Tidak dipublikasikan. Alasannya ada di bawah ini.", "It was not published. The reason stands below."),
        PostStatus.Answered => new("Kantor sudah menjawab.", "The office has answered."),
        PostStatus.InProgress => new("Kantor menjawab dan sedang menindaklanjuti.", "The office has answered and is working on it."),
        PostStatus.Done => new("Kantor menyatakan sudah selesai.", "The office says that it is done."),
        PostStatus.NotPossible => new("Kantor menjawab bahwa hal ini belum dapat dipenuhi, dengan alasannya.", "The office answered that this is not possible yet, and why."),
        PostStatus.Withdrawn => new("Ditarik oleh penulisnya.", "Its writer took it back."),
        PostStatus.Merged => new("Menjadi bagian dari topik lain yang sama.", "It became part of another topic about the same."),
        PostStatus.Hidden => new("Tidak ditampilkan lagi untuk umum. Alasannya ada di bawah ini.", "It is no longer shown to the public. The reason stands below."),
        _ => throw new ArgumentOutOfRangeException(nameof(post), post.Status, null),
    };

    /// <summary>Published reasons, /forum/aturan.</summary>
    public static LocalText Reason(RejectionReason reason) => reason switch
    {
        RejectionReason.NotAService => new("Bukan tentang layanan publik pemerintah ini", "Not about a public service of this government"),
        RejectionReason.Insult => new("Hinaan, ancaman, atau kebencian", "Insults, threats or hatred"),
        RejectionReason.PersonalAttack => new("Menyerang pribadi, bukan membahas layanan", "Attacks a person instead of speaking about a service"),
        RejectionReason.Advertising => new("Iklan atau promosi", "Advertising"),
        RejectionReason.Unintelligible => new("Isinya tidak dapat dipahami", "Cannot be understood"),
        RejectionReason.Duplicate => new("Sudah disampaikan dalam topik lain", "Already said in another topic"),
        RejectionReason.OtherPersonsData => new("Memuat data pribadi orang lain yang tidak dapat disamarkan", "Holds personal data of others that cannot be masked"),
        RejectionReason.CourtMatter => new("Sedang diperiksa pengadilan atau penegak hukum", "Is before a court or with the police"),
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };

    /// <summary>What the office did with its answer.</summary>
    public static LocalText Outcome(AnswerOutcome outcome) => outcome switch
    {
        AnswerOutcome.Answered => new("Dijawab", "Answered"),
        AnswerOutcome.InProgress => new("Akan ditindaklanjuti", "Will be worked on"),
        AnswerOutcome.Done => new("Selesai", "Done"),
        AnswerOutcome.NotPossible => new("Belum dapat dipenuhi", "Not possible yet"),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };

    public static LocalText Decision(DecisionOutcome outcome) => outcome switch
    {
        DecisionOutcome.Publish => new("Dipublikasikan", "Published"),
        DecisionOutcome.PublishMasked => new("Dipublikasikan, sebagian disamarkan", "Published, partly masked"),
        DecisionOutcome.Reject => new("Ditolak", "Rejected"),
        DecisionOutcome.PassOn => new("Diteruskan ke kantor lain", "Passed to another office"),
        DecisionOutcome.Merge => new("Digabung dengan topik lain", "Merged with another topic"),
        DecisionOutcome.HandOver => new("Diteruskan ke SP4N-LAPOR!", "Handed to SP4N-LAPOR!"),
        DecisionOutcome.Hide => new("Tidak ditampilkan lagi", "No longer shown"),
        DecisionOutcome.Reverse => new("Keputusan sebelumnya dibatalkan", "The former decision was taken back"),
        DecisionOutcome.Accept => new("Diteruskan ke kantor, tanpa dipublikasikan", "Passed to the office, unpublished"),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };

    public static LocalText Overdue(OverdueStep step) => step switch
    {
        OverdueStep.Officers => new("Tenggat jawaban lewat; kantor diingatkan", "The date for an answer has passed; the office was reminded"),
        OverdueStep.Head => new("Masih belum dijawab; pimpinan kantor diberi tahu", "Still no answer; the head of the office was told"),
        OverdueStep.Bureau => new("Masih belum dijawab; Bagian Organisasi diberi tahu", "Still no answer; the organisation bureau was told"),
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, null),
    };

    public static LocalText Message(MessageKind kind) => kind switch
    {
        MessageKind.Reply => new("Tambahan dari penulis", "Addition by the writer"),
        MessageKind.Correction => new("Koreksi dari penulis", "Correction by the writer"),
        MessageKind.Appeal => new("Keberatan dari penulis", "Appeal by the writer"),
        MessageKind.Solved => new("Penulis menyatakan: sudah selesai", "The writer says: solved"),
        MessageKind.NotSolved => new("Penulis menyatakan: belum selesai", "The writer says: not solved"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static LocalText NameShown(NameShown shown) => shown switch
    {
        Forum.NameShown.Anonymous => new("Anonim", "Anonymous"),
        Forum.NameShown.Initials => new("Inisial", "Initials"),
        Forum.NameShown.AsGiven => new("Nama seperti ditulis", "Name as written"),
        _ => throw new ArgumentOutOfRangeException(nameof(shown), shown, null),
    };

    public static LocalText Flag(FlagReason reason) => reason switch
    {
        FlagReason.PersonalData => new("Memuat data pribadi", "Holds personal data"),
        FlagReason.Insult => new("Menghina atau mengancam", "Insults or threatens"),
        FlagReason.Advertising => new("Iklan", "Advertising"),
        FlagReason.Untrue => new("Tidak benar", "Untrue"),
        FlagReason.Duplicate => new("Sama dengan topik lain", "The same as another topic"),
        FlagReason.Other => new("Lainnya", "Something else"),
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };

    /// <summary>Each of the signals in words, with why it may be harmless.</summary>
    public static IEnumerable<(LocalText Name, LocalText Meaning)> Signals(PostSignals signals) => Enum.GetValues<PostSignals>().Where(signal => signal != PostSignals.None && signals.HasFlag(signal)).Select(Signal);

    private static (LocalText Name, LocalText Meaning) Signal(PostSignals signal) => signal switch
    {
        PostSignals.Trapped => (
            new("Kotak tersembunyi terisi", "Hidden field filled in"),
            new("Biasanya diisi program; pengisi otomatis peramban kadang melakukannya.", "Mostly by a program; the autofill of a browser sometimes does it.")),
        PostSignals.Unchecked => (
            new("Tanpa pemeriksaan otomatis", "Without the human check"),
            new("Peramban tanpa JavaScript juga mengirim begini.", "Browsers without JavaScript send like this too.")),
        PostSignals.Links => (
            new("Memuat tautan", "Holds a link"),
            new("Iklan sering memuat tautan; rujukan ke situs pemerintah juga.", "Advertising often does; so does a reference to a public site.")),
        PostSignals.Repeated => (
            new("Kata-kata sama", "Same words"),
            new("Judul dan isi yang sama dikirim sebelumnya, dalam 30 hari. Warga kadang mengirim dua kali, atau ke dua kantor.", "The same title and text came before, within 30 days. Citizens sometimes send twice, or to two offices.")),
        PostSignals.Burst => (
            new("Banyak kiriman sekaligus", "Many at once"),
            new("Satu dari banyak topik dari jaringan yang sama dalam beberapa menit. Wajar di acara atau warnet.", "One of many topics from one network within minutes. Harmless at an event or an internet café.")),
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, null),
    };

    /// <summary>What a picture is called where its writer did not say what it shows.</summary>
    public static LocalText Picture(int position) => new($"Foto {position} dari pengirim", $"Picture {position} from the writer");

    /// <summary>What the public reads as the writer's name.</summary>
    public static LocalText Writer(string? name, NameShown shown) => (name, shown) switch
    {
        (null, _) or (_, Forum.NameShown.Anonymous) => new("Warga (anonim)", "A citizen (anonymous)"),
        (_, Forum.NameShown.Initials) => Same(Initials(name)),
        _ => Same(name),
    };

    private static string Initials(string name) => string.Concat(
        name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.EnumerateRunes().First()).Where(System.Text.Rune.IsLetter).Take(4)
            .Select(letter => $"{System.Text.Rune.ToUpperInvariant(letter)}."));

    private static LocalText Same(string text) => text.Length > 0 ? new(text, text) : new("Warga", "A citizen");
}
