using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using PublicVoice.Web.Data;
using PublicVoice.Web.Forum;

namespace PublicVoice.Benchmarks;

/// <summary>
/// A forum of any size in the demonstration city: words by Zipf's law, some hundred real ones first and twenty thousand made of Indonesian syllables after
/// them, over offices of very different size. Always the same.
/// </summary>
internal sealed class ForumWorld(int topics, int waiting)
{
    /// <summary>A sixth of all topics.</summary>
    public const string LargeUnit = "plg-bpbd";
    public const string TinyUnit = "plg-kec-sukarami";
    public const string SmallUnit = "plg-kec-sako";
    public const int TinyTopics = 30;
    public const int SmallTopics = 1_000;
    private const int Vocabulary = 20_000;

    private static readonly string[] Real = (
        "yang di dan tidak untuk sudah kami saya ini dari petugas antrean loket kantor lama warga mohon jalan karena belum ada harus dengan pada hari surat sampai lagi bisa jam "
        + "pelayanan sampah lampu air anak rumah sekolah bulan minggu tahun pagi siang malam dinas kecamatan kelurahan puskesmas dokter pasien obat kartu keluarga ktp akta kelahiran "
        + "formulir syarat fotokopi materai biaya gratis bayar parkir motor mobil bus halte trayek izin usaha pasar pedagang saluran banjir hujan lubang rusak mati padam bau asap "
        + "pohon taman jembatan trotoar kursi toilet ruang tunggu panas kotor bersih ramah kasar cepat lambat nomor daring aplikasi situs gagal unggah data salah nama alamat pindah "
        + "datang pulang bantuan pangan lansia difabel ibu hamil bayi imunisasi rujukan kamar inap jadwal besuk guru murid seragam buku perpustakaan pelatihan kerja kartu pencari "
        + "lowongan usul saran tolong terima kasih segera perbaiki tambah buka sabtu minggu libur pegawai kepala camat lurah rt rw tetangga gang selokan sungai sumur listrik tiang "
        + "kabel galian aspal semen proyek anggaran laporan jawaban tanggapan pengaduan informasi pertanyaan bagaimana kapan dimana berapa apakah mengapa siapa").Split(' ').Distinct().ToArray();

    private static readonly string[] Syllables = "ba bi bu da di du ga gi ja ji ka ki ku la li lu ma mi mu na ni nu pa pi pu ra ri ru sa si su ta ti tu wa ya ang eng ing ong un an".Split(' ');

    private readonly Random random = new(2026);
    private readonly string[] words = Words();
    private readonly double[] reach = Reach();

    /// <summary>A word of few topics.</summary>
    public string Rare => words[Vocabulary - 300];

    public async Task FillAsync(IHost host)
    {
        await host.ScopedAsync(async services =>
        {
            var context = services.GetRequiredService<PublicVoiceDbContext>();
            context.Database.SetCommandTimeout(TimeSpan.FromMinutes(30));
            var units = await context.Units.Where(unit => unit.Path.StartsWith("plg/")).OrderBy(unit => unit.Code).Select(unit => new { unit.Id, unit.Code }).ToListAsync();
            var (tiny, small) = (units.Single(unit => unit.Code == TinyUnit).Id, units.Single(unit => unit.Code == SmallUnit).Id);
            var others = units.Where(unit => unit.Code is not (TinyUnit or SmallUnit or "plg")).Select(unit => unit.Id).ToArray();
            if (context.Database.IsNpgsql())
            {
                await context.Database.ExecuteSqlRawAsync("DROP INDEX ix_post_search_document");
            }

            await BulkRows.WriteAsync(context, Enumerable.Range(1, topics + waiting).Select(number => NewPost(
                number, number % (topics / TinyTopics) == 7 ? tiny : number % (topics / SmallTopics) == 3 ? small : others[(int)(Math.Pow(random.NextDouble(), 2) * others.Length)])));
            await IndexAsync(context);
            await context.Database.ExecuteSqlRawAsync(context.Database.IsNpgsql() ? "CREATE INDEX ix_post_search_document ON post_search USING gin (document)" : "SELECT 1");
            await context.Database.ExecuteSqlRawAsync(context.Database.IsNpgsql() ? "VACUUM ANALYZE" : "PRAGMA wal_checkpoint(TRUNCATE)");
            return 0;
        });
    }

    private Post NewPost(int number, int unit)
    {
        var isPublic = number <= topics;
        var (title, text) = (Sentence(4, 9), Sentence(25, 60));
        var written = new DateTime(2026, 11, 1, 3, 0, 0, DateTimeKind.Utc).AddSeconds((number - topics) * (isPublic ? 90.0 : 10.0));
        var answered = isPublic && random.Next(100) < 90;
        var post = new Post
        {
            Id = number,
            SubmissionKey = Guid.CreateVersion7(),
            ReceiptHash = random.NextInt64(),
            UnitId = unit,
            Kind = (PostKind)(1 + random.Next(3)),
            Title = title,
            Text = text,
            NameShown = NameShown.Anonymous,
            IsConfidential = false,
            Language = "id",
            WrittenOn = written,
            ReviewBy = DateOnly.FromDateTime(written).AddDays(4),
            Supports = (int)(0.2 / (random.NextDouble() + 0.0005)),
            Element = random.Next(100) < 60 ? Elements[random.Next(Elements.Length)] : null,
        };
        if (isPublic)
        {
            post.Publish(title, text, number, written.AddDays(1), DateOnly.FromDateTime(written).AddDays(20));
        }

        if (answered)
        {
            post.Answer((AnswerOutcome)(1 + random.Next(4)), written.AddDays(6));
        }

        return post;
    }

    private static readonly string[] Elements = ["PERSYARATAN", "PROSEDUR", "WAKTU", "BIAYA", "PRODUK", "KOMPETENSI", "PERILAKU", "PENGADUAN", "SARANA"];

    private static async Task IndexAsync(PublicVoiceDbContext context)
    {
        var rows = context.Posts.AsNoTracking().Where(post => post.PublicationNumber != null).OrderBy(post => post.Id).Select(post => new { Number = post.PublicationNumber!.Value, Title = post.PublicTitle!, Text = post.PublicText! });
        if (context.Database.IsNpgsql())
        {
            await using var writing = new NpgsqlConnection(context.Database.GetConnectionString());
            await writing.OpenAsync();
            await using var copy = await writing.BeginTextImportAsync("COPY post_search (publication_number, document) FROM STDIN");
            await foreach (var row in rows.AsAsyncEnumerable())
            {
                await copy.WriteAsync($"{row.Number}\t{string.Join(' ', SearchWords.Indexed(row.Title).Concat(SearchWords.Indexed(row.Text)).Distinct(StringComparer.Ordinal))}\n");
            }

            return;
        }

        var all = await rows.ToListAsync();
        await using var transaction = await context.Database.BeginTransactionAsync();
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = "INSERT INTO post_search (rowid, title, body) VALUES (@n, @t, @b)";
        var (number, title, body) = (BulkRows.Parameter(command, "@n"), BulkRows.Parameter(command, "@t"), BulkRows.Parameter(command, "@b"));
        foreach (var row in all)
        {
            (number.Value, title.Value, body.Value) = (row.Number, string.Join(' ', SearchWords.Indexed(row.Title)), string.Join(' ', SearchWords.Indexed(row.Text)));
            await command.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
    }

    private string Sentence(int least, int most)
    {
        var text = new StringBuilder();
        for (var left = random.Next(least, most); left > 0; left--)
        {
            var at = Array.BinarySearch(reach, random.NextDouble());
            text.Append(text.Length == 0 ? "" : " ").Append(words[Math.Min(at < 0 ? ~at : at, Vocabulary - 1)]);
        }

        return text.ToString();
    }

    private static string[] Words()
    {
        var made = new HashSet<string>(Real, StringComparer.Ordinal);
        var dice = new Random(7);
        while (made.Count < Vocabulary)
        {
            made.Add(string.Concat(Enumerable.Range(0, 3 + dice.Next(2)).Select(_ => Syllables[dice.Next(Syllables.Length)])));
        }

        return [.. Real, .. made.Except(Real, StringComparer.Ordinal).OrderBy(word => word.Length).ThenBy(word => word, StringComparer.Ordinal)];
    }

    /// <summary>Cumulated shares: the word of rank r comes 1/r as often as the first.</summary>
    private static double[] Reach()
    {
        var (sum, whole) = (0.0, Enumerable.Range(1, Vocabulary).Sum(rank => 1.0 / (rank + 5)));
        return [.. Enumerable.Range(1, Vocabulary).Select(rank => sum += 1.0 / (rank + 5) / whole)];
    }
}
