namespace PublicVoice.Web.Commands;

/// <summary>A file that a command writes.</summary>
public static class OutputFile
{
    /// <summary>Writes beside the file and renames, so that no reader ever sees half of it and a failure leaves an older one as it was.</summary>
    /// <exception cref="RefusedException">The file cannot be written there.</exception>
    public static async Task WriteAsync(string path, Func<Stream, Task> write)
    {
        path = Path.GetFullPath(path);
        if (!Directory.Exists(Path.GetDirectoryName(path)))
        {
            throw new RefusedException($"There is no directory {Path.GetDirectoryName(path)}.");
        }

        if (Directory.Exists(path))
        {
            throw new RefusedException($"{path} is a directory.");
        }

        var beside = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            await using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                await write(stream);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new RefusedException($"{path} may not be written: {denied.Message}");
        }
        finally
        {
            File.Delete(beside);
        }
    }
}
