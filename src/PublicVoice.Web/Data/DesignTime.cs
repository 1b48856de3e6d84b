using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace PublicVoice.Web.Data;

/// <summary>Lets `dotnet ef migrations add` build the contexts without a host or a server.</summary>
public sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteDbContext>
{
    public SqliteDbContext CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<SqliteDbContext>().UseSqlite().Options);
}

public sealed class PostgresDesignTime : IDesignTimeDbContextFactory<PostgresDbContext>
{
    public PostgresDbContext CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<PostgresDbContext>().UseNpgsql().Options);
}
