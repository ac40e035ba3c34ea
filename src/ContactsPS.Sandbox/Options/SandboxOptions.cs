namespace ContactsPS.Sandbox.Options;

/// <summary>The behavior of a <see cref="SandboxServer"/>. All options have defaults: an empty account that responds at once and never fails.</summary>
public sealed record SandboxOptions
{
    private const string HeaderValueRule = "must not be empty, begin or end with white space, or contain control characters.";

    /// <summary>The TCP port on loopback, 0–65535. Default 0: the system chooses a free one.</summary>
    public int Port { get; init; }

    /// <summary>The required value of the header <c>Application-Key</c>. Default null: a random key. No control characters.</summary>
    public string? ApplicationKey { get; init; }

    /// <summary>
    /// The required value of the header <c>Authorization</c>, without a scheme. Default null: 128 random characters, including <c>/ + = :</c>,
    /// as in a real token. No control characters.
    /// </summary>
    public string? AuthorizationToken { get; init; }

    /// <summary>The delay of each response after the request was processed. Default none; at most 24 days.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The share of requests, 0 to 1, that get a random fault. Default 0.</summary>
    public double FaultRate { get; init; }

    /// <summary>
    /// The faults that <see cref="FaultRate"/> draws from; one that is named twice is twice as likely. Default empty: all except those that
    /// never respond, and the one that is processed late.
    /// </summary>
    public IReadOnlyList<SandboxFault> Faults { get; init; } = [];

    /// <summary>The delay of <see cref="SandboxFault.Slow"/> and <see cref="SandboxFault.ProcessedLate"/>. Default one second; at most 24 days.</summary>
    public TimeSpan FaultDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The seed of the random faults. The same seed gives the same faults in the same order. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// The most requests per second, above 0; others get 429 with <c>Retry-After</c>. The requests of one second (at least one) may
    /// come at once. Default null: no limit (F62 of docs/service.md).
    /// </summary>
    public double? RequestsPerSecond { get; init; }

    /// <summary>The most items in one body, at least 1; a larger body gets 413. Default 1000 (F15 of docs/service.md).</summary>
    public int MaximumBatchSize { get; init; } = 1000;

    /// <summary>The most items in one page, 1 to 1000, even if <c>limit</c> is larger. Default 1000 (F22 of docs/service.md).</summary>
    public int MaximumPageSize { get; init; } = 1000;

    /// <summary>
    /// What the sandbox does differently, as the service might. Default empty. If alternatives exclude each other, such as <see cref="SandboxAlternative.IdOnly"/> and
    /// <see cref="SandboxAlternative.NoItem"/>, the one with less information counts.
    /// </summary>
    public IReadOnlyList<SandboxAlternative> Alternatives { get; init; } = [];

    /// <summary>The clock for delays, the rate limit and all dates; tests use a fake clock.</summary>
    internal TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Called if a request was handled but gets no response (<see cref="SandboxFault.Hang"/>); tests then let the client's timeout run out.</summary>
    internal Action? OnSilence { get; init; }

    /// <summary>Whether the sandbox does something differently.</summary>
    internal bool Has(SandboxAlternative alternative) => Alternatives.Contains(alternative);

    /// <summary>Null if the options are valid, else a sentence about the first invalid one.</summary>
    internal string? Validate() => this switch
    {
        { Port: < 0 or > 65535 } => $"{nameof(Port)} must be 0 to 65535.",
        { ApplicationKey: { } key } when !IsHeaderValue(key) => $"{nameof(ApplicationKey)} {HeaderValueRule}",
        { AuthorizationToken: { } token } when !IsHeaderValue(token) => $"{nameof(AuthorizationToken)} {HeaderValueRule}",
        { Delay: { TotalMilliseconds: < 0 or > int.MaxValue } } => $"{nameof(Delay)} must be 0 to 24 days.",
        { FaultRate: not (>= 0 and <= 1) } => $"{nameof(FaultRate)} must be 0 to 1.",
        { FaultDelay: { TotalMilliseconds: < 0 or > int.MaxValue } } => $"{nameof(FaultDelay)} must be 0 to 24 days.",
        { Faults: var named } when named is null || !named.All(IsFault) => $"{nameof(Faults)} must contain only known faults.",
        { RequestsPerSecond: not (null or (> 0 and < double.PositiveInfinity)) } => $"{nameof(RequestsPerSecond)} must be above 0.",
        { MaximumPageSize: < 1 or > 1000 } => $"{nameof(MaximumPageSize)} must be 1 to 1000.",
        { Alternatives: null } => $"{nameof(Alternatives)} must be a list.",
        { MaximumBatchSize: < 1 } => $"{nameof(MaximumBatchSize)} must be at least 1.",
        _ => null,
    };

    internal static bool IsFault(SandboxFault fault) => fault is >= SandboxFault.ServerError and <= SandboxFault.ProcessedLate;

    private static bool IsHeaderValue(string value) =>
        value.Length > 0 && value.Trim().Length == value.Length && !value.Any(char.IsControl);
}
