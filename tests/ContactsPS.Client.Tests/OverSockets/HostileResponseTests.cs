using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using ContactsPS.Client.Errors;
using ContactsPS.Testing;

namespace ContactsPS.Client.Tests;

/// <summary>
/// Responses that never end, or that decompress to more than fits into memory: each is one error, in time, with bounded memory. They run alone, as memory is measured for the whole
/// process.
/// </summary>
[Collection(nameof(HostileResponseTests))]
[CollectionDefinition(nameof(HostileResponseTests), DisableParallelization = true)]
public sealed class HostileResponseTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    private const long Megabyte = 1024 * 1024;

    // The largest accepted response, in a buffer that doubles: its size, twice its size, and the smaller buffers before it.
    private const long MostMemory = 800 * Megabyte;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task A_small_body_that_decompresses_to_hundreds_of_megabytes_is_too_large()
    {
        var bomb = Bomb(200 * Megabyte);
        Assert.InRange(bomb.Length, 1, Megabyte);
        using var server = LoopbackServer.Repeating(bomb, "HTTP/1.1 200 OK", "Content-Type: application/json", "Content-Encoding: gzip");
        Assert.Contains("larger than 16 MB", await FailureAsync(server.BaseUri, TimeSpan.FromSeconds(60), ContactsFailure.ServiceFailed), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Connection: close\r\n\r\n", "")]
    [InlineData("Content-Length: 9223372036854775807\r\n\r\n", "")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n", "7FFFFFFFFFFFFFFF\r\n")]
    public async Task A_body_that_does_not_end_is_too_large(string framing, string before)
    {
        using var server = Answering(async (stream, token) =>
        {
            await LoopbackServer.WriteAsync(stream, Ok + framing + before, token);
            await RepeatAsync(stream, new string(' ', 65536), token);
        });
        await FailureAsync(server.BaseUri, TimeSpan.FromSeconds(60), ContactsFailure.ServiceFailed, ContactsFailure.NotTheService);
    }

    [Fact]
    public async Task A_body_that_stops_in_the_middle_times_out()
    {
        using var server = Answering(async (stream, token) =>
        {
            await LoopbackServer.WriteAsync(stream, Ok + "Content-Length: 1000\r\n\r\n{\"meta\":", token);
            await Task.Delay(System.Threading.Timeout.Infinite, token);
        });
        await FailureAsync(server.BaseUri, TimeSpan.FromSeconds(0.5), ContactsFailure.TimedOut);
    }

    [Theory]
    [InlineData("X-More: and more\r\n")]
    [InlineData("and more of a line that never ends ")]
    public async Task Headers_that_do_not_end_are_an_error(string more)
    {
        using var server = Answering(async (stream, token) =>
        {
            await LoopbackServer.WriteAsync(stream, Ok + "X-First: ", token);
            await RepeatAsync(stream, more, token);
        });
        await FailureAsync(server.BaseUri, Timeout, ContactsFailure.ServiceFailed, ContactsFailure.TimedOut);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1;extension=and more ")]
    public async Task A_chunk_header_that_does_not_end_is_an_error(string more)
    {
        using var server = Answering(async (stream, token) =>
        {
            await LoopbackServer.WriteAsync(stream, Ok + "Transfer-Encoding: chunked\r\n\r\n", token);
            await RepeatAsync(stream, more, token);
        });
        await FailureAsync(server.BaseUri, Timeout, ContactsFailure.ServiceFailed, ContactsFailure.TimedOut);
    }

    [Theory]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n")]
    [InlineData("HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n")]
    public async Task Endless_interim_responses_time_out(string interim)
    {
        using var server = Answering((stream, token) => RepeatAsync(stream, interim, token));
        await FailureAsync(server.BaseUri, Timeout, ContactsFailure.TimedOut, ContactsFailure.ServiceFailed);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    public async Task A_body_that_is_nested_too_deeply_is_one_clear_failure(string open, string close)
    {
        var depth = 100_000;
        var nested = new StringBuilder().Insert(0, open, depth).Append('1').Insert(open.Length * depth + 1, close, depth);
        using var server = LoopbackServer.Repeating($$"""{"meta":{{ScriptedResponses.Meta()}},"data":[{{nested}}]}""", "HTTP/1.1 200 OK", "Content-Type: application/json");
        await FailureAsync(server.BaseUri, Timeout, ContactsFailure.NotTheService, ContactsFailure.ServiceFailed);
    }

    private static LoopbackServer Answering(Func<Stream, CancellationToken, Task> response) => new(async (stream, token) =>
    {
        await ReceivedRequest.ReadHeadAsync(stream, token);
        await response(stream, token);
    });

    /// <summary>Writes the same text until the reader closes the connection.</summary>
    private static async Task RepeatAsync(Stream stream, string text, CancellationToken token)
    {
        var bytes = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(text, Math.Max(1, 16_384 / text.Length))));
        while (true)
        {
            await stream.WriteAsync(bytes, token);
        }
    }

    private static async Task<string> FailureAsync(Uri baseUri, TimeSpan timeout, params ContactsFailure[] expected)
    {
        using var client = SandboxAccess.CreateClient(baseUri, timeout: timeout);
        var watch = Stopwatch.StartNew();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var failure = await Assert.ThrowsAsync<ContactsException>(() => client.GetSegmentAsync("7"));
        Assert.Contains(failure.Failure, expected);
        Assert.True(watch.Elapsed < timeout + TimeSpan.FromSeconds(10), $"It took {watch.Elapsed}: {failure.Message}");
        Assert.True(GC.GetTotalAllocatedBytes(precise: true) - before < MostMemory, $"It took {(GC.GetTotalAllocatedBytes() - before) / Megabyte} MB: {failure.Message}");
        Assert.InRange(failure.Message.Length, 1, 500);
        return failure.Message;
    }

    private static byte[] Bomb(long size)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
        {
            var blank = Encoding.ASCII.GetBytes(new string(' ', (int)Megabyte));
            for (var written = 0L; written < size; written += blank.Length)
            {
                gzip.Write(blank);
            }
        }

        return compressed.ToArray();
    }
}
