using System.Globalization;
using System.Text;
using PublicVoice.Reports;
using PublicVoice.Reports.Csv;
using PublicVoice.Reports.Indicators;
using PublicVoice.Reports.Integrity;
using PublicVoice.Web.ExtraQuestions;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Surveys;

/// <summary>What the rows of a file of survey responses may refer to.</summary>
/// <param name="Unit">Rows without a unit of their own belong to it; others lie within it.</param>
/// <param name="Versions">By "code/number", in capitals.</param>
/// <param name="Extras">Extra questions by the name of their column, whatever its case.</param>
internal sealed record ResponseScope(
    Unit Unit,
    IReadOnlyDictionary<string, Unit> Units,
    ILookup<int, Service> Services,
    LoadedVersion Version,
    IReadOnlyDictionary<string, LoadedVersion> Versions,
    TimeZoneInfo Zone,
    DateTime UtcNow,
    Channel Channel,
    string Batch,
    IReadOnlyDictionary<string, AskedQuestion> Extras);

/// <summary>Reads survey responses from a table, one row at a time, keeping no row.</summary>
internal sealed class ResponseFile : IDisposable
{
    private readonly TableFile file;
    private readonly ResponseScope scope;
    private readonly Dictionary<int, VersionColumns> columns = [];
    private readonly Dictionary<(int Unit, string Name), (Service? Found, LocalText? Problem)> services = [];
    private readonly Dictionary<Guid, int> occurrences = [];
    private readonly Dictionary<(string Column, string Value, LocalText Taken), (int Count, int Row)> notes = [];
    private readonly List<LocalText> problems = [];

    private ResponseFile(TableFile file, ResponseScope scope) => (this.file, this.scope) = (file, scope);

    /// <summary>Rows read that hold an answer or a comment, good or bad.</summary>
    public int Rows { get; private set; }

    /// <summary>Rows with a date but neither an answer nor a comment; they are passed over.</summary>
    public int EmptyRows { get; private set; }

    public bool HasKeys => file.Has(ResponseColumns.Key);

    /// <summary>Every bad row with its number and reasons.</summary>
    public List<LocalText> Reasons { get; } = [];

    public int BadRows { get; private set; }

    public IEnumerable<LocalText> Warnings =>
        MissingColumns().Concat(notes.OrderBy(note => note.Value.Row).Select(note => new LocalText(
            $"{note.Key.Column} {ImportText.Quote(note.Key.Value)} {note.Key.Taken.Indonesian} ({note.Value.Count} kali, pertama di baris {note.Value.Row}).",
            $"{note.Key.Column} {ImportText.Quote(note.Key.Value)} {note.Key.Taken.English} ({note.Value.Count} times, first in row {note.Value.Row}).")));

    /// <exception cref="ImportRefusedException">The header is wrong.</exception>
    public static ResponseFile Open(TableFile table, ResponseScope scope)
    {
        try
        {
            var versions = table.Has(ResponseColumns.Questionnaire) ? scope.Versions.Values.Append(scope.Version) : [scope.Version];
            var answers = versions.SelectMany(version => version.Definition.QuestionKeys.Concat(version.Definition.Questions.Select(question => question.Code))).ToList();
            var profile = versions.SelectMany(version => version.Definition.Profile.Select(field => field.Code));
            table.CheckColumns([ResponseColumns.SubmittedOn], [.. ResponseColumns.Reserved.Concat(profile).Concat(answers).Concat(scope.Extras.Keys).Distinct(StringComparer.OrdinalIgnoreCase)]);
            return answers.Exists(table.Has)
                ? new ResponseFile(table, scope)
                : throw new ImportRefusedException(new LocalText(
                    $"Baris 1: tidak ada kolom jawaban ({string.Join(", ", scope.Version.Definition.QuestionKeys)}).",
                    $"Row 1: there is no column with answers ({string.Join(", ", scope.Version.Definition.QuestionKeys)})."));
        }
        catch
        {
            table.Dispose();
            throw;
        }
    }

    /// <summary>The good rows; what was wrong with the others is in <see cref="Reasons"/>.</summary>
    public IEnumerable<NewSurveyResponse> Read()
    {
        while (file.Next(out var problem))
        {
            problems.Clear();
            if (problem is not null)
            {
                problems.Add(problem);
            }

            var response = problem is null ? ReadRow() : null;
            if (problems.Count > 0)
            {
                var own = Cell(ResponseColumns.Row) is { Length: > 0 } row
                    ? new LocalText($" (nomor {ImportText.Quote(row)} di sumber)", $" (row {ImportText.Quote(row)} of the source)")
                    : new("", "");
                Reasons.Add(new(
                    $"Baris {file.Row}{own.Indonesian}: {string.Join("; ", problems.Select(reason => reason.Indonesian))}.",
                    $"Row {file.Row}{own.English}: {string.Join("; ", problems.Select(reason => reason.English))}."));
                Rows++;
                BadRows++;
            }
            else if (response is null)
            {
                EmptyRows++;
            }
            else
            {
                Rows++;
                yield return response;
            }
        }
    }

    public void Dispose() => file.Dispose();

    private string Cell(string column) => Cell(file.Position(column));

    private string Cell(int position) => position < 0 ? "" : SafeCsv.Undo(file.Cell(position));

    /// <summary>Null when the row says nothing or is bad.</summary>
    private NewSurveyResponse? ReadRow()
    {
        var version = scope.Version;
        if (Cell(ResponseColumns.Questionnaire) is { Length: > 0 } named && !scope.Versions.TryGetValue(named.ToUpperInvariant(), out version!))
        {
            problems.Add(new(
                $"versi kuesioner {ImportText.Quote(named)} tidak tersimpan (tulis sebagai KODE/nomor)",
                $"the questionnaire version {ImportText.Quote(named)} is not stored (write it as CODE/number)"));
            return null;
        }

        var read = ColumnsOf(version);
        var cells = Answers(version, read);
        var answers = string.Concat(cells.Select((cell, q) => cell == '-' && !version.Definition.Questions[q].NotApplicable ? '.' : cell));
        var comment = Comment();
        if (problems.Count == 0 && comment is null && answers.AsSpan().IndexOfAnyExcept('.') < 0)
        {
            return null;
        }

        var unit = scope.Unit;
        if (Cell(ResponseColumns.Unit) is { Length: > 0 } unitCode && !scope.Units.TryGetValue(unitCode, out unit!))
        {
            problems.Add(new(
                $"unit {ImportText.Quote(unitCode)} bukan {scope.Unit.Code} dan tidak berada di bawahnya",
                $"the unit {ImportText.Quote(unitCode)} is not {scope.Unit.Code} and does not lie below it"));
            return null;
        }

        var serviceName = Cell(ResponseColumns.Service);
        var service = serviceName.Length == 0 ? null : FindService(unit, serviceName);
        var (time, wrong) = SubmissionTime.Read(Cell(ResponseColumns.SubmittedOn), scope.Zone, scope.UtcNow);
        if (wrong is not null)
        {
            problems.Add(new($"tanggal ({ResponseColumns.SubmittedOn}) {wrong.Indonesian}", $"{ResponseColumns.SubmittedOn} {wrong.English}"));
        }

        var channel = OneOf(ResponseColumns.Channel, scope.Channel, "self", "kiosk", "assisted", "paper", "import");
        var assurance = OneOf(ResponseColumns.Assurance, Assurance.None, "none", "human-check", "visit-code");
        var duration = Duration();
        var key = KeyOf(unit, version, cells, serviceName, comment, read);
        var profile = Profile(read);
        var extras = Extras(unit);
        return problems.Count > 0
            ? null
            : new NewSurveyResponse(
                key, unit.Id, service?.Id, version.Id, time.Utc, time.LocalDay, time.LocalHour, channel, assurance, answers, profile, duration,
                ResponseSignals.Of(answers, duration), comment, Extras: extras);
    }

    private VersionColumns ColumnsOf(LoadedVersion version)
    {
        if (!columns.TryGetValue(version.Id, out var known))
        {
            var (definition, keys) = (version.Definition, version.Definition.QuestionKeys);
            known = new VersionColumns(
                [.. keys.Select((key, at) => file.Has(key) ? file.Position(key) : file.Position(definition.Questions[at].Code))],
                [.. definition.Profile.Select(field => (file.Position(field.Code), field.Code, new ProfileValues(field)))],
                []);
            var own = known.Questions.Concat(known.Profile.Select(field => field.Position)).ToHashSet();
            bool IsForeign(int at) => !own.Contains(at) && !file.Columns[at].StartsWith(ResponseColumns.ExtraPrefix, StringComparison.OrdinalIgnoreCase) && !ResponseColumns.Reserved.Contains(file.Columns[at], StringComparer.OrdinalIgnoreCase);
            known = known with { Foreign = [.. Enumerable.Range(0, file.Columns.Count).Where(IsForeign)] };
            columns.Add(version.Id, known);
        }

        return known;
    }

    /// <summary>One character for each question as the cells say it.</summary>
    private string Answers(LoadedVersion version, VersionColumns read)
    {
        var answers = new StringBuilder(read.Questions.Length);
        for (var q = 0; q < read.Questions.Length; q++)
        {
            var cell = Cell(read.Questions[q]);
            var options = version.Definition.Questions[q].Options;
            if (cell.Length == 0)
            {
                answers.Append('.');
            }
            else if (cell.Equals(ResponseColumns.NotApplicable, StringComparison.OrdinalIgnoreCase))
            {
                answers.Append('-');
                if (!version.Definition.Questions[q].NotApplicable)
                {
                    Note(
                        version.Definition.QuestionKeys[q],
                        ResponseColumns.NotApplicable,
                        new(
                            $"tidak ditawarkan oleh {version.Definition.Code}/{version.Definition.Version} dan dianggap kosong",
                            $"is not offered by {version.Definition.Code}/{version.Definition.Version} and was taken as left out"));
                }
            }
            else if (cell.Length == 1 && options.Any(option => option.Score == cell[0] - '0'))
            {
                answers.Append(cell);
            }
            else
            {
                var scores = string.Join(", ", options.Select(option => option.Score).Order());
                var key = version.Definition.QuestionKeys[q];
                problems.Add(new(
                    $"{key} berisi {ImportText.Quote(cell)}, padahal harus salah satu dari {scores}, {ResponseColumns.NotApplicable} (tidak berlaku), atau kosong",
                    $"{key} is {ImportText.Quote(cell)} but must be one of {scores}, {ResponseColumns.NotApplicable} (does not apply) or empty"));
            }
        }

        problems.AddRange(read.Foreign.Where(at => Cell(at).Length > 0)
            .Select(at => new LocalText(
                $"kolom {ImportText.Quote(file.Columns[at])} bukan bagian dari {version.Definition.Code}/{version.Definition.Version}",
                $"the column {ImportText.Quote(file.Columns[at])} does not belong to {version.Definition.Code}/{version.Definition.Version}")));
        return answers.ToString();
    }

    private string? Comment()
    {
        var comment = CommentText.Plain(Cell(ResponseColumns.Comment)).Trim();
        if (comment.Length > SurveyComment.TextMaxLength)
        {
            problems.Add(new(
                $"saran ini {comment.Length} karakter, paling banyak {SurveyComment.TextMaxLength} yang disimpan",
                $"the comment has {comment.Length} characters, at most {SurveyComment.TextMaxLength} are kept"));
        }

        return comment.Length == 0 ? null : comment;
    }

    private List<NewExtraAnswer>? Extras(Unit unit)
    {
        List<NewExtraAnswer>? answers = null;
        foreach (var (column, asked) in scope.Extras)
        {
            if (Cell(column) is not { Length: > 0 } cell)
            {
                continue;
            }

            var (answer, problem) = ExtraCells.Read(asked, cell, unit);
            if (problem is not null)
            {
                problems.Add(problem);
            }
            else if (answer is not null && answers?.Exists(other => other.VersionId == answer.VersionId) != true)
            {
                (answers ??= []).Add(answer);
            }
        }

        return answers;
    }

    private Service? FindService(Unit unit, string name)
    {
        if (!services.TryGetValue((unit.Id, name), out var service))
        {
            service.Found = Service.Find(scope.Services[unit.Id], name);
            service.Problem = service.Found is null ? NoService(unit, name) : null;
            services.Add((unit.Id, name), service);
        }

        if (service.Problem is { } problem)
        {
            problems.Add(problem);
        }

        return service.Found;
    }

    /// <summary>A hint at the units below that offer the service: rows are easily given to the office instead of its branch.</summary>
    private LocalText NoService(Unit unit, string name)
    {
        var quoted = ImportText.Quote(name);
        var below = scope.Units.Values.Where(other => other.Id != unit.Id && other.Path.StartsWith(unit.Path, StringComparison.Ordinal));
        var offering = below.Where(other => Service.Find(scope.Services[other.Id], name) is not null).Select(other => other.Code).Order(StringComparer.Ordinal).Take(4).ToList();
        var named = string.Join(", ", offering.Take(3));
        return offering.Count == 0
            ? new($"{unit.Code} tidak punya layanan {quoted}", $"{unit.Code} has no service {quoted}")
            : new(
                $"{unit.Code} tidak punya layanan {quoted}, tetapi {named}{(offering.Count > 3 ? " dan lainnya" : "")} di bawahnya punya: sebut unitnya di kolom {ResponseColumns.Unit}",
                $"{unit.Code} has no service {quoted}, but {named}{(offering.Count > 3 ? " and others" : "")} below it has: name the unit in the column {ResponseColumns.Unit}");
    }

    private string Profile(VersionColumns read)
    {
        var profile = new StringBuilder(read.Profile.Length);
        foreach (var (position, field, values) in read.Profile)
        {
            var cell = Cell(position);
            var option = cell.Length == 0 ? null : values.Find(cell);
            if (option is null && cell.Length > 0)
            {
                Note(field, cell, new("tidak dikenal dan dianggap \"tidak diisi\"", "is not known and was taken as \"not stated\""));
            }

            profile.Append(option is { } index ? "0123456789abcdefghijklmnopqrstuvwxyz"[index] : '.');
        }

        return profile.ToString();
    }

    /// <summary>Counts what was read otherwise than it stands in the file.</summary>
    private void Note(string column, string value, LocalText taken)
    {
        var (count, row) = notes.GetValueOrDefault((column, value, taken), (0, file.Row));
        notes[(column, value, taken)] = (count + 1, row);
    }

    private T OneOf<T>(string column, T otherwise, params string[] names)
        where T : struct, Enum
    {
        var cell = Cell(column);
        var index = Array.FindIndex(names, name => name.Equals(cell, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
        {
            return Enum.GetValues<T>()[index];
        }

        if (cell.Length > 0)
        {
            problems.Add(new(
                $"{column} {ImportText.Quote(cell)} bukan salah satu dari {string.Join(", ", names)}",
                $"{column} {ImportText.Quote(cell)} is not one of {string.Join(", ", names)}"));
        }

        return otherwise;
    }

    private int? Duration()
    {
        var cell = Cell(ResponseColumns.Duration);
        if (cell.Length == 0)
        {
            return null;
        }

        if (int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return seconds;
        }

        problems.Add(new(
            $"{ResponseColumns.Duration} {ImportText.Quote(cell)} bukan bilangan bulat",
            $"{ResponseColumns.Duration} {ImportText.Quote(cell)} is not a whole number"));
        return null;
    }

    private Guid KeyOf(Unit unit, LoadedVersion version, string cells, string service, string? comment, VersionColumns read)
    {
        if (Cell(ResponseColumns.Key) is { Length: > 0 } given)
        {
            if (Guid.TryParseExact(given, "D", out var key) && key.Version == 8)
            {
                return key;
            }

            problems.Add(new(
                $"{ResponseColumns.Key} {ImportText.Quote(given)} bukan kunci dari ekspor",
                $"{ResponseColumns.Key} {ImportText.Quote(given)} is not a key written by an export"));
            return Guid.Empty;
        }

        // Cells as they stand, loosely compared: what they are taken to mean may change with a release, the row stays the same row. A new
        // version that is added up with the former one must not make it another row, whatever its order of questions and fields.
        var definition = version.Definition;
        var byQuestion = definition.QuestionKeys.Zip(cells).OrderBy(answer => answer.First, StringComparer.Ordinal).Select(answer => answer.Second);
        var stated = read.Profile.Select(field => (field.Code, Value: ImportText.Loose(Cell(field.Position)))).Where(field => field.Value.Length > 0);
        var content = ImportKeys.Content(
        [
            scope.Batch, unit.Code, definition.Code, definition.PoolingKey, Cell(ResponseColumns.SubmittedOn), ImportText.Loose(service),
            string.Concat(byQuestion), comment ?? "", .. stated.OrderBy(field => field.Code, StringComparer.Ordinal).SelectMany(field => new[] { field.Code, field.Value }),
        ]);
        var occurrence = occurrences.GetValueOrDefault(content);
        occurrences[content] = occurrence + 1;
        return ImportKeys.OfRow(content, occurrence);
    }

    private IEnumerable<LocalText> MissingColumns() => file.Has(ResponseColumns.Questionnaire)
        ? []
        : ColumnsOf(scope.Version).Questions
            .Select((position, q) => (Position: position, Key: scope.Version.Definition.QuestionKeys[q]))
            .Where(question => question.Position < 0)
            .Select(question => new LocalText(
                $"Berkas ini tidak punya kolom {question.Key}; pertanyaannya dianggap kosong di setiap baris.",
                $"The file has no column {question.Key}; the question counts as left out in every row."));

    /// <summary>Where a version's questions and profile fields stand in the file; -1 where they do not.</summary>
    /// <param name="Foreign">Columns of other versions.</param>
    private sealed record VersionColumns(int[] Questions, (int Position, string Code, ProfileValues Values)[] Profile, int[] Foreign);
}
