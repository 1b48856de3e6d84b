namespace PublicVoice.Web.Data;

/// <summary>The folder of the database file and the receipt key, and files in it, for nobody but their owner.</summary>
public static class DataDirectory
{
    /// <summary>Creates the folder, readable by its owner only; one that exists keeps its mode.</summary>
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>
    /// Creates an empty file, readable and writable by its owner only, for SQLite to fill: it makes its files readable by everyone, and
    /// those beside them (-wal, -shm) with the same mode. A file that exists keeps its mode.
    /// </summary>
    public static void CreateDatabaseFile(string path)
    {
        if (!OperatingSystem.IsWindows() && !File.Exists(path) && Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
        {
            File.Open(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }).Dispose();
        }
    }
}
