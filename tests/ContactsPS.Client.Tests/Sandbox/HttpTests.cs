using System.IO.Compression;
using System.Net;
using System.Text;
using ContactsPS.Sandbox.Options;
using Xunit;

namespace ContactsPS.Client.Tests.Sandbox;

public sealed class HttpTests : IDisposable
{
    private const string Item = """[{"email":"zażółć@example.com"}]""";

    private readonly SandboxCaller api = new();

    public void Dispose() => api.Dispose();

    [Fact]
    public async Task One_connection_serves_several_requests()
    {
        using var connection = await RawConnection.OpenAsync(api.Server);
        for (var i = 0; i < 3; i++)
        {
            await connection.SendAsync(connection.Head("GET /v2.1/group HTTP/1.1") + "\r\n");
            var (head, body) = await connection.ReadAnswerAsync();
            Assert.StartsWith("HTTP/1.1 200 OK", head, StringComparison.Ordinal);
            Assert.Contains("Connection: keep-alive", head, StringComparison.Ordinal);
            Assert.EndsWith("}", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Pipelined_requests_are_answered_in_order()
    {
        using var connection = await RawConnection.OpenAsync(api.Server);
        var length = Encoding.UTF8.GetByteCount(Item);
        await connection.SendAsync(
            connection.Head("POST /v2.1/contact HTTP/1.1") + $"Content-Length: {length}\r\n\r\n{Item}"
            + connection.Head("GET /v2.1/contact HTTP/1.1") + "\r\n");
        Assert.StartsWith("HTTP/1.1 200", (await connection.ReadAnswerAsync()).Head, StringComparison.Ordinal);
        Assert.Contains("zażółć@example.com", (await connection.ReadAnswerAsync()).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1", "Connection: close\r\n")]
    [InlineData("HTTP/1.0", "")]
    public async Task The_connection_is_closed_if_the_client_requests_it(string version, string header)
    {
        using var connection = await RawConnection.OpenAsync(api.Server);
        await connection.SendAsync(connection.Head($"GET /v2.1/group {version}") + header + "\r\n");
        Assert.Contains("Connection: close", await connection.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chunked_body_with_extensions_and_trailers_is_read()
    {
        using var connection = await RawConnection.OpenAsync(api.Server);
        await connection.SendAsync(
            connection.Head("POST /v2.1/contact HTTP/1.1")
            + "Transfer-Encoding: chunked\r\n\r\n"
            + "b;ext=1\r\n[{\"email\":\"\r\n"
            + "12\r\na@example.com\"},{\"\r\n"
            + "1a\r\nemail\":\"b@example.com\"}  ]\r\n"
            + "0\r\nX-Trailer: yes\r\n\r\n"
            + connection.Head("GET /v2.1/contact HTTP/1.1") + "\r\n");
        Assert.StartsWith("HTTP/1.1 200", (await connection.ReadAnswerAsync()).Head, StringComparison.Ordinal);
        Assert.Contains("b@example.com", (await connection.ReadAnswerAsync()).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_expects_100_continue_receives_it()
    {
        using var connection = await RawConnection.OpenAsync(api.Server);
        await connection.SendAsync(connection.Head("POST /v2.1/contact HTTP/1.1") + $"Expect: 100-continue\r\nContent-Length: {Encoding.UTF8.GetByteCount(Item)}\r\n\r\n");
        Assert.Equal("HTTP/1.1 100 Continue", await connection.ReadHeadAsync());
        await connection.SendAsync(Item);
        Assert.StartsWith("HTTP/1.1 200", (await connection.ReadAnswerAsync()).Head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HttpClient_gets_its_response_with_100_continue_and_chunks()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(api.Server.BaseUri + "/contact"));
        request.Headers.TryAddWithoutValidation("Application-Key", api.Server.ApplicationKey);
        request.Headers.TryAddWithoutValidation("Authorization", api.Server.AuthorizationToken);
        request.Headers.ExpectContinue = true;
        request.Headers.TransferEncodingChunked = true;
        request.Content = new StringContent(Item);
        using var response = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_body_larger_than_any_buffer_is_read_completely()
    {
        var items = string.Join(',', Enumerable.Range(0, 1000).Select(i => $$"""{"email":"c{{i}}@example.com","companyName":"{{new string('ł', 150)}}"}"""));
        var result = await api.PostAsync("/contact", $"[{items}]");
        Assert.Equal(200, result.Status);
        Assert.Equal(1000, result.Data.Length);
        Assert.Equal(1000, Assert.Single(api.Server.Requests).Items);
    }

    [Theory]
    [InlineData("gzip", true)]
    [InlineData("deflate, GZIP;q=0.5, br", true)]
    [InlineData("gzip;q=0", false)]
    [InlineData("identity", false)]
    public async Task A_large_response_is_compressed_if_the_client_accepts_gzip(string accepted, bool isCompressed)
    {
        api.Add(50);
        using var response = await GetAsync("/contact", accepted);
        Assert.Equal(isCompressed ? ["gzip"] : [], response.Content.Headers.ContentEncoding);
        using var bytes = await response.Content.ReadAsStreamAsync();
        using var plain = isCompressed ? new GZipStream(bytes, CompressionMode.Decompress) : bytes;
        using var reader = new StreamReader(plain);
        Assert.Contains("c50@example.com", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, 200)]
    [InlineData(true, 400)]
    public async Task A_compressed_request_is_read_unless_the_option_turns_compression_off(bool isUncompressed, int status)
    {
        using var server = ContactsPS.Sandbox.SandboxServer.Start(new SandboxOptions { Alternatives = isUncompressed ? [SandboxAlternative.Uncompressed] : [] });
        using var body = new MemoryStream();
        using (var gzip = new GZipStream(body, CompressionMode.Compress, leaveOpen: true))
        {
            var item = Encoding.UTF8.GetBytes(Item);
            gzip.Write(item, 0, item.Length);
        }

        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{server.BaseUri}/contact") { Content = new ByteArrayContent(body.ToArray()) };
        request.Content.Headers.ContentEncoding.Add("gzip");
        request.Headers.TryAddWithoutValidation("Application-Key", server.ApplicationKey);
        request.Headers.TryAddWithoutValidation("Authorization", server.AuthorizationToken);
        using var response = await client.SendAsync(request);
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_small_response_is_never_compressed()
    {
        api.Add(1);
        using var response = await GetAsync("/contact", "gzip");
        Assert.Empty(response.Content.Headers.ContentEncoding);
    }

    [Theory]
    [InlineData("utter nonsense\r\n\r\n", "400")]
    [InlineData("GET /v2.1/contact\r\n\r\n", "400")]
    [InlineData("GET  HTTP/1.1\r\n\r\n", "400")]
    [InlineData("GET nowhere HTTP/1.1\r\nHost: x\r\n\r\n", "400")]
    [InlineData("GET /v2.1/contact HTTP/2.0\r\nHost: x\r\n\r\n", "400")]
    [InlineData("GET /v2.1/contact HTTP/1.1\r\n\r\n", "400")]
    [InlineData("GET /v2.1/contact HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n", "400")]
    [InlineData("GET /v2.1/contact HTTP/1.1\r\nHost: x\r\nBad Name: y\r\n\r\n", "400")]
    [InlineData("POST /v2.1/contact HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", "400")]
    [InlineData("POST /v2.1/contact HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n", "400")]
    [InlineData("POST /v2.1/contact HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n", "400")]
    [InlineData("POST /v2.1/contact HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "400")]
    [InlineData("POST /v2.1/contact HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n", "400")]
    [InlineData("POST /v2.1/contact HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n", "501")]
    [InlineData("POST /v2.1/contact HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999\r\n\r\n", "413")]
    [InlineData("POST /v2.1/contact HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: miracles\r\n\r\n", "417")]
    public async Task An_invalid_request_is_refused_and_the_connection_closed(string garbage, string status)
    {
        using var connection = await RawConnection.OpenAsync(api.Server);
        await connection.SendAsync(garbage);
        Assert.StartsWith($"HTTP/1.1 {status} ", await connection.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Equal(0, api.Server.RequestCount);
        Assert.Equal(404, (await api.GetAsync("/contact")).Status);
    }

    [Fact]
    public async Task A_request_head_without_an_end_is_refused()
    {
        using var connection = await RawConnection.OpenAsync(api.Server);
        await connection.SendAsync("GET /" + new string('x', 20_000));
        Assert.StartsWith("HTTP/1.1 431 ", await connection.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_disconnects_in_the_middle_of_its_request_changes_nothing()
    {
        using (var connection = await RawConnection.OpenAsync(api.Server))
        {
            await connection.SendAsync(connection.Head("POST /v2.1/contact HTTP/1.1") + "Content-Length: 5000\r\n\r\n[{");
        }

        Assert.Equal(404, (await api.GetAsync("/contact")).Status);
        Assert.Equal(1, api.Server.RequestCount);
    }

    [Fact]
    public async Task A_client_that_uses_the_sandbox_as_its_proxy_is_served()
    {
        using var connection = await RawConnection.OpenAsync(api.Server);
        await connection.SendAsync(connection.Head("GET http://api.example.com/v2.1/group?limit=1 HTTP/1.1") + "\r\n");
        Assert.StartsWith("HTTP/1.1 200", (await connection.ReadAnswerAsync()).Head, StringComparison.Ordinal);
        Assert.Equal("/v2.1/group?limit=1", Assert.Single(api.Server.Requests).Path);
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string accepted)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(api.Server.BaseUri + path));
        request.Headers.TryAddWithoutValidation("Application-Key", api.Server.ApplicationKey);
        request.Headers.TryAddWithoutValidation("Authorization", api.Server.AuthorizationToken);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        return await http.SendAsync(request);
    }
}
