namespace ContactsPS.Errors;

/// <summary>The ids of the module's errors, each the name of its message.</summary>
internal static class ErrorIds
{
    public const string NotConnected = nameof(NotConnected);
    public const string ConnectionNotFound = nameof(ConnectionNotFound);
    public const string InvalidConnection = nameof(InvalidConnection);
    public const string SecretNotAvailable = nameof(SecretNotAvailable);
    public const string Unauthorized = nameof(Unauthorized);
    public const string Forbidden = nameof(Forbidden);
    public const string Refused = nameof(Refused);
    public const string AmbiguousContact = nameof(AmbiguousContact);
    public const string ContactNotFound = nameof(ContactNotFound);
    public const string SegmentNotFound = nameof(SegmentNotFound);
    public const string NotAContact = nameof(NotAContact);
    public const string NoAddress = nameof(NoAddress);
    public const string InvalidField = nameof(InvalidField);
    public const string NoKey = nameof(NoKey);
    public const string DuplicateKey = nameof(DuplicateKey);
    public const string PruneRefused = nameof(PruneRefused);
    public const string FileFailed = nameof(FileFailed);
    public const string NothingToChange = nameof(NothingToChange);
    public const string BatchTooLarge = nameof(BatchTooLarge);
    public const string Throttled = nameof(Throttled);
    public const string TimedOut = nameof(TimedOut);
    public const string ServiceFailed = nameof(ServiceFailed);
    public const string Unreachable = nameof(Unreachable);
    public const string OutcomeUnknown = nameof(OutcomeUnknown);
    public const string NotSent = nameof(NotSent);
    public const string NotTheService = nameof(NotTheService);
    public const string NotAReport = nameof(NotAReport);
    public const string ReportNotWritten = nameof(ReportNotWritten);
    public const string SandboxFailed = nameof(SandboxFailed);
}
