using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Forum;

/// <summary>A post with its unit.</summary>
public sealed record ShownPost(Post Post, Unit Unit, Service? Service)
{
    public string Path => $"/staff/forum/{Post.Id}";

    /// <summary>Whether a passage stands in the title or the text.</summary>
    public bool Contains(string passage) =>
        Post.Title.Contains(passage, StringComparison.OrdinalIgnoreCase) || Post.Text.Contains(passage, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The post of a page's address, where the reader may do the page's task at its unit.</summary>
public sealed class PostScope(PublicVoiceDbContext context, CurrentStaff staff)
{
    /// <returns>Null where there is none, or none of theirs: nobody learns which.</returns>
    public async Task<ShownPost?> FindAsync(int id, StaffTask task, CancellationToken cancellationToken)
    {
        var found = await context.Posts.AsNoTracking().Where(post => post.Id == id)
            .Join(context.Units.AsNoTracking(), post => post.UnitId, unit => unit.Id, (post, unit) => new
            {
                Post = post,
                Unit = unit,
                Service = context.Services.FirstOrDefault(service => service.Id == post.ServiceId),
            })
            .SingleOrDefaultAsync(cancellationToken);
        return found is not null && staff.Has(task, found.Unit) ? new ShownPost(found.Post, found.Unit, found.Service) : null;
    }
}
