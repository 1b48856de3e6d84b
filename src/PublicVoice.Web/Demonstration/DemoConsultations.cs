using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Consultations;
using PublicVoice.Web.Data;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Demonstration;

/// <summary>Two public consultations of a demonstration city: one with minutes and follow-up, one announced. A city that has any is left alone.</summary>
public sealed class DemoConsultations(
    PublicVoiceDbContext context, UnitDirectory directory, ConsultationAdministration administration, Registrations registrations, Attendance attendance, ConsultationRoom room,
    MinutesKeeping keeping, FollowUps followUps, TimeProvider clock)
{
    private static readonly (string Name, ParticipantGroup Group, string? Organisation, string Phone, string Sex)[] People =
    [
        ("Nurhayati", ParticipantGroup.ServiceUser, "Warga Kelurahan 8 Ulu", "0812-0000-0101", "P"),
        ("Andi Saputra", ParticipantGroup.ServiceUser, "Pedagang pasar", "0812-0000-0102", "L"),
        ("Dr. Maria Ulfa", ParticipantGroup.Expert, "Dosen administrasi publik", "0812-0000-0103", "P"),
        ("Hendra Gunawan", ParticipantGroup.Agency, "Dinas Komunikasi dan Informatika", "0812-0000-0104", "L"),
        ("Siti Rahmah", ParticipantGroup.CivilSociety, "Forum Warga Peduli Layanan", "0812-0000-0105", "P"),
        ("Bambang Irawan", ParticipantGroup.Media, "Radio Suara Kota", "0812-0000-0106", "L"),
        ("Yusuf Maulana", ParticipantGroup.ServiceUser, null, "0812-0000-0107", "L"),
    ];

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    public async Task HoldAsync(IReadOnlyList<string> cities, CancellationToken cancellationToken)
    {
        foreach (var city in cities)
        {
            var root = await directory.FindAsync(city, cancellationToken) ?? throw new InvalidOperationException($"{city} has not been imported.");
            var ids = directory.Within(root).Select(unit => unit.Id);
            if (!await context.Consultations.AnyAsync(row => ids.Contains(row.UnitId), cancellationToken) && await directory.FindAsync($"{city}-disdukcapil", cancellationToken) is { } office)
            {
                await ConcludeAsync(office, root, cancellationToken);
                await AnnounceAsync(office, cancellationToken);
            }
        }
    }

    private async Task ConcludeAsync(Unit office, Unit root, CancellationToken cancellationToken)
    {
        var held = await CreateAsync(
            office,
            new ConsultationPlan
            {
                Theme = "Waktu pelayanan dan antrean KTP-el",
                Material = "Survei kepuasan menunjukkan **waktu pelayanan** sebagai unsur terlemah. Kami ingin membahas:\n\n- lama antrean di loket perekaman\n- pengambilan KTP-el di kecamatan\n- kabar bila blangko habis",
                FirstDay = Today.AddDays(-12),
                LastDay = Today.AddDays(-12),
                BeginsAt = new TimeOnly(9, 0),
                EndsAt = new TimeOnly(11, 30),
                Place = "Aula Dinas Kependudukan dan Pencatatan Sipil",
                RegisterUntil = Today.AddDays(-12),
            },
            cancellationToken);
        await administration.AnnounceAsync(held.Id, held.Version, office, cancellationToken);
        await administration.SetRoomAsync(held.Id, held.Version, office, RoomAccess.Everyone, showsAtOnce: false, cancellationToken);
        await AskAsync(held, office, "Mengapa pengambilan KTP-el harus ke kantor dinas, tidak di kecamatan?", "Mulai bulan depan pengambilan dapat dilakukan di empat kecamatan.", cancellationToken);
        foreach (var (name, group, organisation, phone, sex) in People)
        {
            await RegisterAsync(held, name, group, organisation, phone, sex, cancellationToken);
        }

        await administration.BeginAsync(held.Id, held.Version, office, cancellationToken);
        var people = await attendance.ListAsync(held.Id, cancellationToken);
        await attendance.TickAsync(held, office, [.. people.Where(person => person.Name != People[^1].Name).Select(person => person.Id)], [], cancellationToken);
        await context.Entry(held).ReloadAsync(cancellationToken);
        await AgreeAsync(held, office, "Warga menunggu lebih dari dua jam di loket perekaman.", "Membuka dua loket tambahan pada pukul 08.00–12.00.", -3, "Kepala Bidang Pelayanan Pendaftaran Penduduk", cancellationToken);
        await AgreeAsync(held, office, "KTP-el hanya dapat diambil di kantor dinas.", "Pengambilan di empat kecamatan, diumumkan di papan dan situs kota.", 60, "Sekretaris Dinas", cancellationToken);
        await AgreeAsync(held, office, "Warga tidak tahu kapan blangko tersedia.", "Mengumumkan persediaan blangko setiap pagi di akun resmi.", 20, "Kepala Seksi Informasi", cancellationToken);
        foreach (var person in people.Where(person => person.Group is not ParticipantGroup.ServiceUser || person.Name == People[0].Name).Where(person => person.Organisation is not null))
        {
            var signer = new ConsultationSigner { ConsultationId = held.Id, Name = person.Name, Phone = person.Phone, Sex = person.Sex, Position = person.Organisation! };
            await keeping.AddSignerAsync(held, office, held.Version, signer, cancellationToken);
        }

        await keeping.WriteAsync(
            held, office, held.Version,
            new MinutesTexts(
                "Dinas memaparkan hasil survei kepuasan tiga bulan terakhir. Peserta menyampaikan pengalaman di loket dan mengusulkan perbaikan.",
                $"Kepala {office.Name} berkomitmen melaksanakan rekomendasi di atas sampai batas waktu yang disepakati dan melaporkan perkembangannya kepada masyarakat.",
                "Masyarakat berkomitmen mendukung, mengawasi, dan memberi masukan atas pelaksanaan rekomendasi tersebut.",
                root.Name.Replace("Pemerintah ", "", StringComparison.Ordinal).Replace("Kota ", "", StringComparison.Ordinal), held.FirstDay),
            cancellationToken);
        await keeping.PublishAsync(held, office, held.Version, null, cancellationToken);
        var items = (await followUps.OfAsync(held.Id, cancellationToken)).Select(followed => followed.Item).ToList();
        await followUps.AdvanceAsync(held, office, items[0].Id, new NewProgress(FollowUpStatus.InProgress, "Satu loket sudah dibuka; loket kedua menunggu petugas selesai dilatih.", items[0].Owner, items[0].Version), cancellationToken);
        await followUps.AdvanceAsync(held, office, items[2].Id, new NewProgress(FollowUpStatus.Done, "Persediaan blangko diumumkan setiap hari kerja pukul 07.30.", items[2].Owner, items[2].Version), cancellationToken);
    }

    private async Task AnnounceAsync(Unit office, CancellationToken cancellationToken)
    {
        var held = await CreateAsync(
            office,
            new ConsultationPlan
            {
                Theme = "Standar pelayanan akta kelahiran",
                Material = "Rancangan standar pelayanan akta kelahiran: syarat, alur, waktu, dan tempat mengadu. Beri tahu kami apa yang kurang jelas.",
                FirstDay = Today.AddDays(21),
                LastDay = Today.AddDays(21),
                BeginsAt = new TimeOnly(9, 0),
                EndsAt = new TimeOnly(12, 0),
                Place = "Aula Dinas Kependudukan dan Pencatatan Sipil",
                MeetingLink = "https://pertemuan.example/akta-kelahiran",
                RegisterUntil = Today.AddDays(19),
            },
            cancellationToken);
        await administration.InviteAsync(
            held.Id, held.Version, office,
            [
                (ParticipantGroup.ServiceUser, "Pengurus RT dan kader posyandu"), (ParticipantGroup.Expert, "Program studi administrasi publik"), (ParticipantGroup.Agency, "Dinas Kesehatan"),
                (ParticipantGroup.CivilSociety, "Lembaga perlindungan anak"), (ParticipantGroup.Media, "Radio Suara Kota"),
            ],
            cancellationToken);
        await administration.AnnounceAsync(held.Id, held.Version, office, cancellationToken);
        await administration.SetRoomAsync(held.Id, held.Version, office, RoomAccess.Everyone, showsAtOnce: false, cancellationToken);
        await AskAsync(held, office, "Apakah surat keterangan lahir dari bidan cukup, tanpa rumah sakit?", "Cukup, asal bidan terdaftar. Kami tambahkan contohnya pada rancangan.", cancellationToken);
    }

    /// <summary>As this context tracks it, so that its version is always the one of the database.</summary>
    private Task<Consultation> CreateAsync(Unit office, ConsultationPlan plan, CancellationToken cancellationToken) => administration.CreateAsync(office, plan, cancellationToken);

    private async Task AskAsync(Consultation held, Unit office, string question, string answer, CancellationToken cancellationToken)
    {
        await room.WriteAsync(held, new RoomWords(question, null, null, Guid.CreateVersion7(clock.GetUtcNow()), IsTrapped: false), cancellationToken);
        var message = (await room.MessagesAsync(held.Id, cancellationToken))[^1];
        await room.DecideAsync(held, office, message.Id, message.Version, show: true, [], cancellationToken);
        await room.AnswerAsync(held, office, message.Id, message.Version + 1, answer, cancellationToken);
    }

    private Task<RegistrationResult> RegisterAsync(Consultation held, string name, ParticipantGroup group, string? organisation, string phone, string sex, CancellationToken cancellationToken)
    {
        var draft = new RegistrationDraft { Name = name, Group = group.ToString("D"), Organisation = organisation, Phone = phone, Sex = sex };
        return registrations.AddAsync(held.Id, draft, Guid.CreateVersion7(clock.GetUtcNow()), ConsultationParticipant.ConsentVersion, cancellationToken);
    }

    private Task<ConsultationChange> AgreeAsync(Consultation held, Unit office, string problem, string recommendation, int days, string owner, CancellationToken cancellationToken) =>
        keeping.WriteAsync(held, office, held.Version, pointId: null, new AgreedPointTexts(problem, recommendation, Today.AddDays(days), owner), cancellationToken);
}
