using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Delivery;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Data.Mappings;

public sealed class AccountMapping : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("accounts");
        builder.Property(account => account.Name).HasMaxLength(Account.NameMaxLength);
        builder.Property(account => account.Language).HasMaxLength(2);
        builder.Property(account => account.ConcurrencyStamp).IsConcurrencyToken();
        builder.HasIndex(account => account.NormalizedUserName).IsUnique();
        builder.Ignore(account => account.PhoneNumber).Ignore(account => account.PhoneNumberConfirmed);
        builder.Ignore(account => account.IsDisabled).Ignore(account => account.IsInvited).Ignore(account => account.ActiveSince);
        builder.Property(account => account.UserName).IsRequired().HasMaxLength(Account.EmailMaxLength);
        builder.Property(account => account.NormalizedUserName).IsRequired().HasMaxLength(Account.EmailMaxLength);
        builder.Property(account => account.Email).IsRequired().HasMaxLength(Account.EmailMaxLength);
        builder.Property(account => account.NormalizedEmail).IsRequired().HasMaxLength(Account.EmailMaxLength);
        builder.Property(account => account.LastAuthenticatorStep).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore); // an older copy must not set it back
        builder.Property(account => account.LockoutEnd).HasConversion(
            end => end == null ? (DateTime?)null : end.Value.UtcDateTime, end => end == null ? null : new DateTimeOffset(DateTime.SpecifyKind(end.Value, DateTimeKind.Utc)));
    }
}

/// <summary>Authenticator key and recovery codes, sealed.</summary>
public sealed class AccountTokenMapping : IEntityTypeConfiguration<IdentityUserToken<int>>
{
    public void Configure(EntityTypeBuilder<IdentityUserToken<int>> builder)
    {
        builder.ToTable("account_tokens");
        builder.HasKey(token => new { token.UserId, token.LoginProvider, token.Name });
        builder.Property(token => token.Value).HasMaxLength(1000);
        builder.HasOne<Account>().WithMany().HasForeignKey(token => token.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>Sign-in by a provider of the government (OpenID Connect), for which nothing must stand in the way.</summary>
public sealed class AccountLoginMapping : IEntityTypeConfiguration<IdentityUserLogin<int>>
{
    public void Configure(EntityTypeBuilder<IdentityUserLogin<int>> builder)
    {
        builder.ToTable("account_logins");
        builder.HasKey(login => new { login.LoginProvider, login.ProviderKey });
        builder.HasOne<Account>().WithMany().HasForeignKey(login => login.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

public sealed class AccountClaimMapping : IEntityTypeConfiguration<IdentityUserClaim<int>>
{
    public void Configure(EntityTypeBuilder<IdentityUserClaim<int>> builder)
    {
        builder.ToTable("account_claims");
        builder.HasIndex(claim => claim.UserId);
        builder.HasOne<Account>().WithMany().HasForeignKey(claim => claim.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

public sealed class RoleAssignmentMapping : IEntityTypeConfiguration<RoleAssignment>
{
    public void Configure(EntityTypeBuilder<RoleAssignment> builder)
    {
        builder.ToTable("role_assignments");
        builder.HasIndex(held => new { held.AccountId, held.UnitId, held.Role }).IsUnique();
        builder.HasIndex(held => held.UnitId);
        builder.HasOne<Account>().WithMany().HasForeignKey(held => held.AccountId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Unit>().WithMany().HasForeignKey(held => held.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class StaffSessionMapping : IEntityTypeConfiguration<StaffSession>
{
    public void Configure(EntityTypeBuilder<StaffSession> builder)
    {
        builder.ToTable("staff_sessions");
        builder.Property(session => session.Device).HasMaxLength(StaffSession.DeviceMaxLength);
        builder.HasIndex(session => session.AccountId);
        builder.HasOne<Account>().WithMany().HasForeignKey(session => session.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}

public sealed class AuditEntryMapping : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit_entries");
        builder.Property(entry => entry.Id).ValueGeneratedNever();
        builder.Property(entry => entry.Actor).HasMaxLength(AuditEntry.ActorMaxLength);
        builder.Property(entry => entry.UnitPath).HasMaxLength(Unit.PathMaxLength);
        builder.Property(entry => entry.Action).HasMaxLength(AuditEntry.ActionMaxLength);
        builder.Property(entry => entry.Subject).HasMaxLength(AuditEntry.SubjectMaxLength);
        builder.Property(entry => entry.Before).HasMaxLength(-1);
        builder.Property(entry => entry.After).HasMaxLength(-1);
        builder.HasIndex(entry => entry.UnitPath);
        builder.HasIndex(entry => entry.AccountId);
        builder.HasIndex(entry => entry.OccurredOn);
    }
}

public sealed class OutgoingMailMapping : IEntityTypeConfiguration<OutgoingMail>
{
    public void Configure(EntityTypeBuilder<OutgoingMail> builder)
    {
        builder.ToTable("outgoing_mails");
        builder.Property(mail => mail.Recipient).HasMaxLength(OutgoingMail.AddressMaxLength);
        builder.Property(mail => mail.Subject).HasMaxLength(OutgoingMail.SubjectMaxLength);
        builder.Property(mail => mail.Body).HasMaxLength(-1);
        builder.Property(mail => mail.Html).HasMaxLength(-1);
        builder.HasIndex(mail => mail.DueOn);
    }
}
