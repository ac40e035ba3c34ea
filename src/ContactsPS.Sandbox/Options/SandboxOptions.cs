namespace ContactsPS.Sandbox.Options;

/// <summary>How a <see cref="SandboxServer"/> behaves. Everything has a default; an empty account answers at once and never fails.</summary>
public sealed record SandboxOptions
{
    private const string HeaderValueRule = "must not be empty, begin or end with white space, or contain control characters.";

    /// <summary>The TCP port on loopback, 0–65535. Default 0: the system chooses a free one.</summary>
    public int Port { get; init; }

    /// <summary>What the <c>Application-Key</c> header must hold. Default null: a random key. No control characters.</summary>
    public string? ApplicationKey { get; init; }

    /// <summary>
    /// What the <c>Authorization</c> header must hold, bare. Default null: 128 random characters, with <c>/ + = :</c> among them,
    /// as a real token may have them. No control characters.
    /// </summary>
    public string? AuthorizationToken { get; init; }

    /// <summary>How long each answer is held back after the request has been processed. Default none; at most 24 days.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The share of requests, 0 to 1, that meet a fault drawn from <see cref="Seed"/>. Default 0.</summary>
    public double FaultRate { get; init; }

    /// <summary>
    /// The faults that <see cref="FaultRate"/> draws among; one that is named twice comes twice as often. Default empty: all but those that
    /// never answer, and the one that is processed late.
    /// </summary>
    public IReadOnlyList<SandboxFault> Faults { get; init; } = [];

    /// <summary>How much longer <see cref="SandboxFault.Slow"/> takes, and how late <see cref="SandboxFault.ProcessedLate"/> is. Default one second; at most 24 days.</summary>
    public TimeSpan FaultDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Where the draw of faults starts. The same seed gives the same faults in the same order. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// Requests a second that are let through, above 0; the rest get 429 with <c>Retry-After</c>. A second's worth (at least one) may
    /// come at once. Default null: any number (F62 of docs/service.md).
    /// </summary>
    public double? RequestsPerSecond { get; init; }

    /// <summary>The most items one body may hold, at least 1; more is answered 413. Default 1000 (F15 of docs/service.md).</summary>
    public int MaximumBatchSize { get; init; } = 1000;

    /// <summary>The most items one page holds, 1 to 1000, whatever <c>limit</c> asks for. Default 1000 (F22 of docs/service.md).</summary>
    public int MaximumPageSize { get; init; } = 1000;

    /// <summary>
    /// What it does otherwise, as a service might. Default empty. Of alternatives that exclude each other, such as <see cref="SandboxAlternative.IdOnly"/> and
    /// <see cref="SandboxAlternative.NoItem"/>, the one that tells less counts.
    /// </summary>
    public IReadOnlyList<SandboxAlternative> Alternatives { get; init; } = [];

    /// <summary>The clock for delays, the rate limit and every date the sandbox writes; tests put a fake clock here.</summary>
    internal TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Called when a request was handled and gets no answer (<see cref="SandboxFault.Hang"/>); tests let their client's timeout run out then.</summary>
    internal Action? OnSilence { get; init; }

    /// <summary>Whether it does something otherwise.</summary>
    internal bool Has(SandboxAlternative alternative) => Alternatives.Contains(alternative);

    /// <summary>Null if the options are valid, else a sentence that names the first one out of range.</summary>
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
