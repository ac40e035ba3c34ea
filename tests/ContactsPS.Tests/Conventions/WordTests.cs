using System.Globalization;
using System.Text.RegularExpressions;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Conventions;

/// <summary>
/// Names, messages, help, docs, comments and tests use the field's terms. What stands in WordTests.txt is left from before: it may only become less.
/// CONTACTSPS_WRITE_DOCS=1 in the environment writes down what is left.
/// </summary>
public sealed class WordTests
{
    /// <summary>What must not return, and what to write instead.</summary>
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
    public void No_word_that_only_this_project_used_returns()
    {
        var path = Repository.PathOf("tests", "ContactsPS.Tests", "Conventions", "WordTests.txt");
        var found = Sources().SelectMany(Found).Order(StringComparer.Ordinal).ToList();
        var listed = File.ReadAllLines(path).ToDictionary(Key, Count, StringComparer.Ordinal);
        Assert.All(found, line => Assert.True(listed.GetValueOrDefault(Key(line)) >= Count(line), $"{line}; instead: {Words.First(word => word.Pattern == Key(line).Split('\t')[1]).Instead}"));
        if (Environment.GetEnvironmentVariable("CONTACTSPS_WRITE_DOCS") is "1")
        {
            File.WriteAllLines(path, found);
        }

        Assert.Equal(found, File.ReadAllLines(path));
    }

    [Theory]
    [InlineData("It is sent where the service does not answer.", 1)]
    [InlineData("lines.Where(line => line.Length > 0)", 0)]
    [InlineData("    where T : class", 0)]
    [InlineData("$rows | Where-Object Id", 0)]
    [InlineData("The requests fly together, and nobody heeds them.", 2)]
    [InlineData("The butterfly is a fly.", 1)]
    [InlineData("A Flight and an InFlightRequest", 1)]
    [InlineData("public void It_is_sent_where_it_was_told_of() {}", 2)]
    public void The_test_finds_words_and_not_what_only_looks_like_them(string line, int count) =>
        Assert.Equal(count, Words.Sum(word => Regex.Count(line, Whole(word.Pattern), RegexOptions.Multiline)));

    private static IEnumerable<string> Found(string file)
    {
        var text = File.ReadAllText(Repository.PathOf(file));
        return Words.Select(word => (word.Pattern, Count: Regex.Count(text, Whole(word.Pattern), RegexOptions.Multiline)))
            .Where(word => word.Count > 0)
            .Select(word => string.Create(CultureInfo.InvariantCulture, $"{file}\t{word.Pattern}\t{word.Count}"));
    }

    private static string Whole(string pattern) => $"(?<![A-Za-z0-9.])({pattern})(?![A-Za-z0-9])";

    private static string Key(string line) => line[..line.LastIndexOf('\t')];

    private static int Count(string line) => int.Parse(line[(line.LastIndexOf('\t') + 1)..], CultureInfo.InvariantCulture);

    /// <summary>Everything that is written by hand but the changelog, which says what was renamed.</summary>
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
}
