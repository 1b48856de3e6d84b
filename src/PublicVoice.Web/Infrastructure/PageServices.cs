using System.IO.Compression;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.WebEncoders;

namespace PublicVoice.Web.Infrastructure;

/// <summary>How pages are served: forms, cookies, compression, proxies.</summary>
public static class PageServices
{
    public static IServiceCollection AddPublicVoicePages(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddRazorPages(options =>
        {
            options.Conventions.AuthorizeFolder("/Staff");
            options.Conventions.AddFolderApplicationModelConvention("/Staff", page => page.Filters.Add(new TypeFilterAttribute<StaffPageFilter>()));
        });
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.Configure<FormOptions>(options =>
        {
            options.ValueCountLimit = 300; // 60 questions, 20 profile fields and room
            options.KeyLengthLimit = 256;
            options.ValueLengthLimit = PageRequestGuard.MaxBodyBytes;
            options.MultipartBodyLengthLimit = PageRequestGuard.MaxBodyBytes;
        });
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "form";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.SuppressXFrameOptionsHeader = true; // frame-ancestors says it
        });
        services.Configure<KestrelServerOptions>(options => options.AddServerHeader = false);
        services.AddHsts(options => options.MaxAge = TimeSpan.FromDays(365));

        // Compressed also over HTTPS, in spite of BREACH: docs/decisions/0012-compressed-pages.md.
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml"];
        });
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            var proxies = configuration.GetSection(PublicVoiceOptions.Section).Get<PublicVoiceOptions>()?.TrustedProxies ?? [];
            options.ForwardedHeaders = proxies.Count > 0 ? ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto : ForwardedHeaders.None;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var proxy in proxies)
            {
                options.KnownIPNetworks.Add(proxy.Contains('/', StringComparison.Ordinal)
                    ? System.Net.IPNetwork.Parse(proxy)
                    : new System.Net.IPNetwork(IPAddress.Parse(proxy), IPAddress.Parse(proxy).GetAddressBytes().Length * 8));
            }
        });
        return services;
    }
}
