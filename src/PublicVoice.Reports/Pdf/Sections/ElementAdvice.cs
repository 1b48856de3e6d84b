namespace PublicVoice.Reports.Pdf.Sections;

/// <summary>What a low element suggests to do, and which component of the published service standard it points at.</summary>
/// <remarks>
/// The six components that map to elements are those of the service delivery part of the standard (UU 25/2009, article 21;
/// PermenPANRB 15/2014). Suggestions are this product's own and say what offices can check themselves.
/// </remarks>
internal static class ElementAdvice
{
    private static readonly LocalText Unknown = new(
        "telusuri komentar dan sebaran jawaban unsur ini, lalu tetapkan satu perbaikan yang dapat diperiksa bulan depan",
        "read the comments and the distribution of this element, then settle one improvement that can be checked next month");

    private static readonly Dictionary<string, (LocalText? Component, LocalText Step)> Known = new(StringComparer.Ordinal)
    {
        ["PERSYARATAN"] = (
            new("persyaratan", "requirements"),
            new(
                "hapus syarat yang sudah dimiliki pemerintah dan pasang daftar syarat terbaru di loket, situs, dan pesan otomatis",
                "drop documents the government already holds and post the current list at counters, on the site and in automatic replies")),
        ["PROSEDUR"] = (
            new("sistem, mekanisme, dan prosedur", "system, mechanism and procedure"),
            new(
                "telusuri alur layanan sebagai pemohon, hilangkan satu tahap yang tidak menambah nilai, dan pasang bagan alurnya",
                "walk through the service as an applicant, remove one step that adds nothing, and display the flow")),
        ["WAKTU"] = (
            new("jangka waktu penyelesaian", "time to completion"),
            new(
                "ukur waktu nyata tiap tahap selama dua minggu, cari tahap yang paling lama menunggu, dan umumkan waktu layanan setiap hari",
                "time each step for two weeks, find where files wait longest, and post the day's waiting times")),
        ["BIAYA"] = (
            new("biaya/tarif", "fees"),
            new(
                "pasang tarif resmi di tempat yang terlihat, beri tanda terima untuk setiap pembayaran, dan buka kanal lapor pungutan liar",
                "display official fees, give a receipt for every payment and open a channel to report illegal levies")),
        ["PRODUK"] = (
            new("produk pelayanan", "service product"),
            new(
                "bandingkan hasil yang diterima warga dengan standar pelayanan, lalu periksa ulang sebelum diserahkan",
                "compare what citizens receive with the service standard and check results before handing them over")),
        ["KOMPETENSI"] = (
            null,
            new(
                "latih petugas pada pertanyaan yang paling sering tidak terjawab dan sediakan rujukan singkat di tiap loket",
                "train staff on the questions that stay unanswered most often and keep a short reference at each counter")),
        ["PERILAKU"] = (
            null,
            new(
                "sepakati sapaan dan cara menjelaskan penolakan, lalu amati dan beri umpan balik setiap pekan",
                "agree on how to greet and how to explain a refusal, then observe and give feedback every week")),
        ["PENGADUAN"] = (
            new("penanganan pengaduan, saran, dan masukan", "handling of complaints, suggestions and input"),
            new(
                "tetapkan penanggung jawab dan batas hari kerja tanggapan, serta umumkan pengaduan yang sudah selesai",
                "name who answers and within how many working days, and publish which complaints were settled")),
        ["SARANA"] = (
            null,
            new(
                "periksa ruang tunggu, antrean, toilet, dan akses disabilitas bersama pengguna, lalu perbaiki yang murah lebih dahulu",
                "inspect waiting room, queue, toilets and disabled access with users and mend the cheap things first")),
    };

    public static LocalText Step(string elementCode) => Known.TryGetValue(elementCode, out var advice) ? advice.Step : Unknown;

    /// <summary>Null where no published component corresponds to the element.</summary>
    public static LocalText? Component(string elementCode) => Known.TryGetValue(elementCode, out var advice) ? advice.Component : null;
}
