using PublicVoice.Web.Units;

namespace PublicVoice.Web.Accounts;

/// <summary>A role held, with the path of its unit.</summary>
public sealed record HeldRole(StaffRole Role, int UnitId, string UnitPath)
{
    public bool IsWholeGovernment => UnitPath.Count(letter => letter == '/') == 1;

    public bool Covers(string path) => path.StartsWith(UnitPath, StringComparison.Ordinal);
}

/// <summary>Who is signed in during this request, and what they may do where.</summary>
public sealed class CurrentStaff
{
    public Account? Account { get; private set; }
    public Guid SessionId { get; private set; }
    public IReadOnlyList<HeldRole> Roles { get; private set; } = [];

    /// <summary>Administrators must use a second factor.</summary>
    public bool MustHaveTwoFactor => Roles.Any(held => held.Role == StaffRole.Administrator);

    public bool MustSetUpTwoFactor => Account is { TwoFactorEnabled: false } && MustHaveTwoFactor;

    public void SignIn(Account account, Guid sessionId, IReadOnlyList<HeldRole> roles) => (Account, SessionId, Roles) = (account, sessionId, roles);

    /// <summary>Anywhere at all: decides whether a page and its menu entry exist for this person.</summary>
    public bool Has(StaffTask task) =>
        Account is not null && (task == StaffTask.OwnAccount || Roles.Any(held => held.Role.Has(task)));

    /// <summary>At this unit: decides about a record.</summary>
    public bool Has(StaffTask task, Unit unit) => Has(task, unit.Path);

    public bool Has(StaffTask task, string unitPath) => Roles.Any(held => held.Role.Has(task) && held.Covers(unitPath));

    /// <summary>Paths of the topmost units where the task may be done; what lies below one of them is included.</summary>
    public IReadOnlyList<string> Scopes(StaffTask task)
    {
        var paths = Roles.Where(held => held.Role.Has(task)).Select(held => held.UnitPath).Distinct(StringComparer.Ordinal).ToList();
        return [.. paths.Where(path => !paths.Exists(other => other.Length < path.Length && path.StartsWith(other, StringComparison.Ordinal))).Order(StringComparer.Ordinal)];
    }

    /// <summary>Under which role something is done at a unit, for the record.</summary>
    public StaffRole? RoleFor(StaffTask task, string unitPath) =>
        Roles.Where(held => held.Role.Has(task) && held.Covers(unitPath)).Select(held => (StaffRole?)held.Role).Min();
}
