using System.Text.RegularExpressions;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Conventions;

/// <summary>Names, messages, help, docs, comments and tests use the terms of the field, in plain English.</summary>
public sealed partial class WordTests
{
    /// <summary>Words that are not used, and what to write instead.</summary>
    private static readonly (string Pattern, string Instead)[] Words =
    [
        ("Flights?|FlightPlan|inAir|Landing|Launch", "InFlightRequests, WriteScope, inFlight, Completion, Start"),
        ("HeldWrites?|LiveReads?", "DeferredWrites, ActiveReads"),
        ("Discretion|RedactedJson", "Redactor, JsonRedactor"),
        ("Undecided|Untold|OpenRows|Doubts?", "OutcomeUnknown"),
        ("AdaptiveThrottle|ThrottleVerdict", "AdaptiveConcurrencyLimiter, RequestOutcome"),
        ("AsyncPages|PagesAhead|PageAsked", "AsyncPageable, PagePrefetcher, PendingPage"),
        ("ServiceAnswer|ServiceReply|ApiReply|ReplyReader|ReplyMatching|ItemKeys", "RawResponse, ServiceResponse, ApiResponse, ResponseReader, ResponseCorrelator, ItemCorrelation"),
        ("IsRepeatable|ShouldRepeat|IsPassing|IsLasting", "IsIdempotent, ShouldRetry, IsTransient, IsPermanent"),
        ("ServiceTransport|ICreationPort|DoneBefore", "RetryingSender, CreateReconciler, AlreadyApplied"),
        ("Likeness|Fingerprint|SameValue", "ContentHash, StandardField.IsSame"),
        (@"Complaint|BrokenBy\w+", "ValidateX"),
        ("Tally|Narrate", "RunCounters, WriteVerboseLine"),
        ("InputOrder|ColumnClaims|PerRow", "ReorderBuffer, UnusedColumnDetector, DelayBindScriptBlock"),
        ("MomentAttribute|WholeNumberAttribute", "ContactDateTransformationAttribute, ContactIdTransformationAttribute"),
        ("RowCodec|RowStore|SpreadsheetText", "RowSerializer, SpooledRowStore, FormulaInjectionGuard"),
        ("SyncIntake|SyncSource|AccountMatch|AccountReading|Fate", "SourceReader, DesiredState, Reconciler, AccountScanner, AccountStatistics, RowState"),
        ("Patience|RecentFinds|TypedLine", "CompletionTimeout, CompletionCache, CompletionContext"),
        ("ListLength|Secrecy", "ListCounter, Redaction"),
        (@"(class|record|struct|interface|enum) (Hide|Attempts|Creation|Digest|Cells|Offer|Figures|Drawing|Refusal|Wire|Script)", "Redact, RetryContext, CreateReconciler, ContentHash, Row, CompletionCandidate, Metrics, Svg, ApiError, SocketChannel, ScriptedResponses"),
        (@"house\.md", "architecture.md"),
        ("(?i:fly|flies|flew|flown|flying)", "are in flight"),
        ("(?i:whoever)", "anyone who"),
        ("(?i:heeds?|heeded)", "respects"),
        ("(?i:(is|are)[ _]none)", "is not, are not"),
        ("(?i:parted[ _]by)", "separated by"),
        ("(?i:told[ _]of)", "reported"),
        ("(?i:truth[ _]values?)", "Boolean"),
        (@"where(?! \w+ :)", "if"),
    ];

    [Fact]
    public void No_file_contains_a_forbidden_word() => Assert.Empty(Sources().SelectMany(Found));

    [Theory]
    [InlineData("It is sent where the service does not answer.", 1)]
    [InlineData("lines.Where(line => line.Length > 0)", 0)]
    [InlineData("    where T : class", 0)]
    [InlineData("            where item.Count > 0", 0)]
    [InlineData("    where the service does not answer,", 1)]
    [InlineData("$rows | Where-Object Id", 0)]
    [InlineData("The requests fly together, and nobody heeds them.", 2)]
    [InlineData("The butterfly is a fly.", 1)]
    [InlineData("A Flight and an InFlightRequest", 1)]
    [InlineData("public void It_is_sent_where_it_was_told_of() {}", 2)]
    public void The_test_finds_forbidden_words_and_no_similar_text(string line, int count) =>
        Assert.Equal(count, Words.Sum(word => Count(line, word.Pattern)));

    private static IEnumerable<ForbiddenWord> Found(string file)
    {
        var text = File.ReadAllText(Repository.PathOf(file));
        return Words.Select(word => new ForbiddenWord(file, word.Pattern, Count(text, word.Pattern), word.Instead)).Where(word => word.Count > 0);
    }

    private static int Count(string text, string pattern) => Regex.Count(QueryClause().Replace(text, string.Empty), $"(?<![A-Za-z0-9.])({pattern})(?![A-Za-z0-9])", RegexOptions.Multiline);

    /// <summary>A clause of a C# query. Prose is indented less.</summary>
    [GeneratedRegex("^ {8,}where ", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex QueryClause();

    /// <summary>All files that are written by hand, except the changelog, which lists old names.</summary>
    private static IEnumerable<string> Sources()
    {
        string[] roots = ["src", "tests", "docs", "samples"];
        string[] kinds = [".cs", ".ps1", ".psm1", ".md", ".txt", ".resx", ".ps1xml"];
        var root = Repository.PathOf();
        return roots.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(root, "*.md"))
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
            .Where(path => kinds.Contains(Path.GetExtension(path), StringComparer.Ordinal) && !Regex.IsMatch(path, "/(obj|bin)/|WordTests|^CHANGELOG"));
    }

    private sealed record ForbiddenWord(string File, string Pattern, int Count, string Instead);
}
