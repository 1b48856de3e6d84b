namespace PublicVoice.Web.Accounts;

/// <summary>What a person does for a unit and everything below it. One person may hold several.</summary>
public enum StaffRole
{
    /// <summary>Bagian Organisasi: accounts, units, questionnaires.</summary>
    Administrator = 1,

    /// <summary>Decides what becomes public in the forums.</summary>
    Moderator = 2,

    /// <summary>Looks after the survey and the answers of an office.</summary>
    UnitOfficer = 3,

    /// <summary>Collects answers at a counter.</summary>
    CounterOfficer = 4,

    /// <summary>Head of an office: reads and acknowledges.</summary>
    Leader = 5,

    /// <summary>Reads everything, changes nothing.</summary>
    Auditor = 6,
}

/// <summary>What a staff page asks for.</summary>
public enum StaffTask
{
    /// <summary>To be signed in: own account, start page.</summary>
    OwnAccount,
    ReadUnits,
    EditUnits,
    EditQuestionnaires,

    /// <summary>What citizens answered to the questions of an office’s own, which is never published.</summary>
    ReadAnswers,
    ReadPeople,
    ManagePeople,
    ReadAudit,

    /// <summary>How many visit codes were made and used.</summary>
    ReadCodes,

    /// <summary>Visit codes.</summary>
    IssueCodes,
    ManageApiKeys,

    /// <summary>Types in, checks and posts paper forms.</summary>
    EnterPaper,

    /// <summary>Facts about how responses came in.</summary>
    ReadIntegrity,
    ExcludeResponses,
    ReadReorganisations,
    PlanReorganisations,

    /// <summary>Counter tablets.</summary>
    ManageKiosks,

    /// <summary>Imports files of answers in the browser.</summary>
    ImportResponses,

    /// <summary>What citizens wrote, with what is not public.</summary>
    ReadForum,

    /// <summary>Decides what becomes public.</summary>
    ModerateForum,

    /// <summary>Writes official answers.</summary>
    AnswerPosts,

    /// <summary>Publishes official answers of another person.</summary>
    ApproveAnswers,

    /// <summary>Rules and holidays of the forum.</summary>
    ManageForum,

    /// <summary>Reports that were issued.</summary>
    ReadReports,

    /// <summary>Says that a report is known.</summary>
    AcknowledgeReports,

    /// <summary>Which reports are issued, and when.</summary>
    ManageReports,

    /// <summary>Says which element of the survey a post is about.</summary>
    LinkPosts,

    /// <summary>Templates for official answers.</summary>
    WriteTemplates,

    /// <summary>Public consultations, also those that are no more than a draft.</summary>
    ReadConsultations,

    /// <summary>Prepares, holds and concludes public consultations.</summary>
    RunConsultations,
}

public static class StaffRoles
{
    public static readonly IReadOnlyList<StaffRole> All = Enum.GetValues<StaffRole>();

    private static readonly Dictionary<StaffTask, StaffRole[]> Holders = new()
    {
        [StaffTask.OwnAccount] = Enum.GetValues<StaffRole>(),
        [StaffTask.ReadUnits] = [StaffRole.Administrator, StaffRole.UnitOfficer, StaffRole.CounterOfficer, StaffRole.Leader, StaffRole.Auditor, StaffRole.Moderator],
        [StaffTask.EditUnits] = [StaffRole.Administrator],
        [StaffTask.EditQuestionnaires] = [StaffRole.Administrator],
        [StaffTask.ReadAnswers] = [StaffRole.Administrator, StaffRole.UnitOfficer, StaffRole.Leader, StaffRole.Auditor],
        [StaffTask.ReadPeople] = [StaffRole.Administrator, StaffRole.Auditor],
        [StaffTask.ManagePeople] = [StaffRole.Administrator],
        [StaffTask.ReadCodes] = [StaffRole.Administrator, StaffRole.UnitOfficer, StaffRole.CounterOfficer, StaffRole.Leader, StaffRole.Auditor],
        [StaffTask.IssueCodes] = [StaffRole.Administrator, StaffRole.UnitOfficer, StaffRole.CounterOfficer],
        [StaffTask.ManageApiKeys] = [StaffRole.Administrator],
        [StaffTask.EnterPaper] = [StaffRole.Administrator, StaffRole.UnitOfficer, StaffRole.CounterOfficer],
        [StaffTask.ReadIntegrity] = [StaffRole.Administrator, StaffRole.Auditor],
        [StaffTask.ExcludeResponses] = [StaffRole.Administrator],
        [StaffTask.ReadReorganisations] = [StaffRole.Administrator, StaffRole.Leader, StaffRole.Auditor],
        [StaffTask.PlanReorganisations] = [StaffRole.Administrator],
        [StaffTask.ManageKiosks] = [StaffRole.Administrator, StaffRole.UnitOfficer, StaffRole.CounterOfficer],
        [StaffTask.ImportResponses] = [StaffRole.Administrator, StaffRole.UnitOfficer],
        [StaffTask.ReadForum] = [StaffRole.Administrator, StaffRole.Moderator, StaffRole.UnitOfficer, StaffRole.Leader, StaffRole.Auditor],
        [StaffTask.ModerateForum] = [StaffRole.Moderator],
        [StaffTask.AnswerPosts] = [StaffRole.UnitOfficer],
        [StaffTask.ApproveAnswers] = [StaffRole.UnitOfficer, StaffRole.Leader],
        [StaffTask.ManageForum] = [StaffRole.Administrator],
        [StaffTask.ReadReports] = [StaffRole.Administrator, StaffRole.UnitOfficer, StaffRole.Leader, StaffRole.Auditor],
        [StaffTask.AcknowledgeReports] = [StaffRole.Leader],
        [StaffTask.ManageReports] = [StaffRole.Administrator],
        [StaffTask.LinkPosts] = [StaffRole.Moderator, StaffRole.UnitOfficer],
        [StaffTask.WriteTemplates] = [StaffRole.Administrator, StaffRole.UnitOfficer],
        [StaffTask.ReadConsultations] = [StaffRole.Administrator, StaffRole.UnitOfficer, StaffRole.Leader, StaffRole.Auditor],
        [StaffTask.RunConsultations] = [StaffRole.Administrator, StaffRole.UnitOfficer],
        [StaffTask.ReadAudit] = [StaffRole.Auditor, StaffRole.Administrator],
    };

    public static bool Has(this StaffRole role, StaffTask task) => Holders[task].Contains(role);
}
