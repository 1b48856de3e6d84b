namespace PublicVoice.Web.Infrastructure;

public static class BackButton
{
    /// <summary>Lets the browser keep a form that holds a key: gone back to and sent again, it must carry the same key.</summary>
    public static void KeepForBackButton(this HttpResponse response) => response.OnStarting(() =>
    {
        // Registered before antiforgery says "no-store", so it runs after it.
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.Remove("Pragma");
        return Task.CompletedTask;
    });
}
