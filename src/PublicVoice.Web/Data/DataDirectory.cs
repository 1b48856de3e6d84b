namespace PublicVoice.Web.Data;

/// <summary>The folder of the database file and the receipt key.</summary>
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
}
