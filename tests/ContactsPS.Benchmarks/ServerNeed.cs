namespace ContactsPS.Benchmarks;

/// <summary>What a row asked of the server at its fastest.</summary>
/// <param name="What">Which row.</param>
/// <param name="RequestsPerSecond">Requests.</param>
/// <param name="MegabytesPerSecond">What was answered.</param>
internal sealed record ServerNeed(string What, double RequestsPerSecond, double MegabytesPerSecond);
