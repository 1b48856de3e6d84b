using Microsoft.Extensions.Options;
using PublicVoice.Reports.Csv;
using PublicVoice.Reports.Pdf;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Units;
using PublicVoice.Web.VisitCodes;

namespace PublicVoice.Web.Pages.Staff.VisitCodes;

/// <summary>Codes on paper, in a table and on the screen.</summary>
public sealed class VisitCodeFiles(UnitDirectory units, AuditLog audit, IOptions<PublicVoiceOptions> options, TimeProvider clock)
{
    public Uri Address(HttpRequest request, Unit unit, Service? service, string code) => VisitCodeText.Address(Root(request), unit, service, code);

    public async Task<byte[]> SlipsAsync(Unit unit, (Service? Service, IssuedCodes Issued) codes, HttpRequest request)
    {
        var government = (await units.SettingsAsync(unit, request.HttpContext.RequestAborted)).Root.Name;
        var brief = VisitCodeText.ShortAddress(Root(request), unit, codes.Service);
        var slips = codes.Issued.Codes.Select(code => new VisitCodeSlip(VisitCodeText.Grouped(code), Address(request, unit, codes.Service, code))).ToList();
        return VisitCodeSlipsPdf.Render(
            new VisitCodeSheet(government, unit.Name, codes.Service?.Name, brief.Authority + brief.AbsolutePath, codes.Issued.LastDay, slips), DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
    }

    public byte[] Table(Unit unit, (Service? Service, IssuedCodes Issued) codes, HttpRequest request)
    {
        using var stream = new MemoryStream();
        using (var csv = SafeCsv.Open(stream))
        {
            csv.Row("code", "unit", "service", "valid_until", "address");
            foreach (var code in codes.Issued.Codes)
            {
                csv.Row(VisitCodeText.Grouped(code), unit.Code, codes.Service?.Code, codes.Issued.LastDay, Address(request, unit, codes.Service, code).AbsoluteUri);
            }
        }

        return stream.ToArray();
    }

    public Task RecordAsync(Unit unit, string format, int count, CancellationToken cancellationToken) => audit.SaveAsync(
        new("visit-codes.downloaded", UnitAdministration.Named(unit), unit.Path, StaffTask.IssueCodes, After: new { codes = count, format }), cancellationToken);

    /// <summary>As the QR codes on public pages: the configured address, else the one of the request.</summary>
    private Uri Root(HttpRequest request) => options.Value.PublicAddress ?? new Uri($"{request.Scheme}://{request.Host}{request.PathBase}");
}
