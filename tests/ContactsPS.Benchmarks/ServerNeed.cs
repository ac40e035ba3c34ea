namespace ContactsPS.Benchmarks;

/// <summary>What a row needed from the server in its fastest run.</summary>
/// <param name="MegabytesPerSecond">Megabytes of responses per second.</param>
internal sealed record ServerNeed(string What, double RequestsPerSecond, double MegabytesPerSecond);
