using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Reports;

namespace PublicVoice.Web.Pages;

/// <summary>Says in the reader's words what went wrong and what to do.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ErrorModel : PageModel
{
    private static readonly Dictionary<int, (LocalText Heading, LocalText[] Advice)> Texts = new()
    {
        [400] = (new("Permintaan ini tidak dapat diterima", "This request cannot be accepted"),
        [
            new(
                "Biasanya karena halaman dibuka terlalu lama atau peramban menolak kuki. Tidak ada yang disimpan.",
                "Usually because the page was open for very long or the browser refuses cookies. Nothing has been saved."),
            new(
                "Kembali ke formulir, muat ulang halamannya, izinkan kuki untuk situs ini, lalu kirim lagi.",
                "Go back to the form, reload it, allow cookies for this site, then send again."),
        ]),
        [403] = (new("Anda tidak berwenang membuka halaman ini", "You may not open this page"),
        [
            new(
                "Peran Anda tidak mencakup halaman ini. Bila seharusnya bisa, hubungi administrator di Bagian Organisasi.",
                "Your role does not include this page. If it should, contact the administrator in the organisation bureau."),
        ]),
        [404] = (new("Halaman tidak ditemukan", "Page not found"),
        [
            new(
                "Alamat ini tidak ada, atau kantornya tidak terdaftar di sini. Jika Anda mengetiknya, periksa ejaannya; jika dari kode QR, beri tahu petugas.",
                "There is nothing at this address, or the office is not registered here. If you typed it, check the spelling; "
                + "if it came from a QR code, please tell the staff."),
        ]),
        [405] = (new("Halaman ini tidak dapat menerima kiriman", "This page does not take what was sent"),
        [
            new("Tidak ada yang disimpan. Buka halamannya seperti biasa.", "Nothing has been saved. Open the page in the usual way."),
        ]),
        [410] = (new("Halaman ini tidak ditampilkan lagi", "This page is no longer shown"),
        [
            new(
                "Yang pernah ada di sini sudah ditarik, disembunyikan, atau sedang ditinjau. Penulisnya dapat melihat statusnya dengan kode tanda terima.",
                "What stood here was taken back, hidden or is being looked at. Its writer can see the status with the receipt code."),
        ]),
        [413] = (new("Kiriman terlalu besar", "Too much was sent"),
        [
            new(
                "Tidak ada yang disimpan. Kembali ke formulir, persingkat saran Anda, lalu kirim lagi.",
                "Nothing has been saved. Go back to the form, shorten your comment and send again."),
        ]),
        [415] = (new("Bentuk kiriman tidak dikenal", "Unknown form of request"),
        [
            new("Tidak ada yang disimpan. Gunakan formulir pada halaman ini.", "Nothing has been saved. Please use the form on the page."),
        ]),
        [429] = (new("Terlalu banyak permintaan dari jaringan Anda", "Too many requests from your network"),
        [
            new("Tunggu sebentar, lalu coba lagi. Yang sudah tersimpan tetap tersimpan.", "Wait a little, then try again. What was saved stays saved."),
        ]),
        [500] = (new("Ada gangguan di pihak kami", "Something went wrong on our side"),
        [
            new(
                "Maaf. Kalau tadi Anda mengirim penilaian, kembali ke formulir dan kirim lagi: penilaian yang sama tidak akan dihitung dua kali.",
                "Sorry. If you were sending a rating, go back to the form and send it again: the same rating is never counted twice."),
        ]),
        [503] = (new("Layanan sedang sibuk", "The service is busy"),
        [
            new("Tunggu beberapa detik, lalu coba lagi.", "Wait a few seconds, then try again."),
        ]),
    };

    public LocalText Heading { get; private set; } = null!;

    public IReadOnlyList<LocalText> Advice { get; private set; } = [];

    /// <summary>The page that failed, where opening it again can help.</summary>
    public string? Retry { get; private set; }

    public void OnGet()
    {
        var failed = HttpContext.Features.Get<IStatusCodeReExecuteFeature>();
        var crashed = HttpContext.Features.Get<IExceptionHandlerPathFeature>();
        var status = crashed is not null ? 500 : failed?.OriginalStatusCode ?? 404;
        (Heading, var advice) = Texts.TryGetValue(status, out var known) ? known : Texts[status < 500 ? 400 : 500];
        Advice = advice;
        Retry = status is 403 or 404 or 405 or 410 ? null : crashed?.Path ?? failed?.OriginalPath;
        Response.StatusCode = status;
    }
}
