using System.Text.Json;
using System.Text.Json.Nodes;
using ContactsPS.Acceptance.Results;
using ContactsPS.Sandbox.Options;
using ContactsPS.Testing;

namespace ContactsPS.Acceptance.Tests;

/// <summary>The result of a run holds nothing private and can be shared unchanged.</summary>
public sealed class ResultTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_table_and_the_JSON_agree_about_every_fact()
    {
        using var service = new ServiceUnderTest(new SandboxOptions { Alternatives = [SandboxAlternative.ExternalDataAsText] });
        await ResultWriter.WriteAsync(folder.FullName, (await service.RunAsync())!);
        var table = await File.ReadAllLinesAsync(folder.PathOf(ResultWriter.TableName));
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(folder.PathOf(ResultWriter.JsonName)));
        var facts = json.RootElement.GetProperty("facts").EnumerateArray().ToList();
        Assert.Equal(Fact.All.Select(static fact => fact.Number), facts.Select(static fact => fact.GetProperty("fact").GetString()));
        Assert.All(facts, fact => Assert.Contains(
            table,
            line => line.StartsWith($"| {fact.GetProperty("fact").GetString()} |", StringComparison.Ordinal) && line.Contains($"| {fact.GetProperty("outcome").GetString()}", StringComparison.Ordinal)));
        Assert.Contains(table, static line => line.EndsWith("| C | does not hold: saw text for a number; text for a Boolean |", StringComparison.Ordinal));
        Assert.Contains(table, static line => line == "64 facts hold, 1 do not, 3 are not decided.");
    }

    [Fact]
    public async Task No_content_of_the_service_is_in_the_result_or_on_the_screen()
    {
        ServiceUnderTest? service = null;
        string[] secrets = [];
        var change = new ServiceChange("echoes", [], () => async (request, send) =>
        {
            var response = await send(request);
            foreach (var secret in secrets)
            {
                response.Headers.TryAddWithoutValidation($"X-RateLimit-{secret.Split('@')[0].Replace(":", "-", StringComparison.Ordinal).Replace("/", "-", StringComparison.Ordinal)}", secret);
            }

            var json = (await JsonNode.ParseAsync(await response.Content.ReadAsStreamAsync()))?.AsObject() ?? [];
            foreach (var (node, secret) in (json["errors"]?.AsArray() ?? []).Concat(json["data"]?.AsArray() ?? []).Append(json["meta"]).OfType<JsonObject>().SelectMany(node => secrets.Select(secret => (node, secret))))
            {
                node[secret] = secret;
                (node["code"], node["title"], node["message"], node["uniqId"]) = (secret, secret, secret, secret);
            }

            response.Content = new StringContent(json.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
            return response;
        });
        using (service = new ServiceUnderTest(change: change))
        {
            secrets = [service.Sandbox.ApplicationKey, service.Sandbox.AuthorizationToken, "person7@customer.example", "+48600100777", "Customer GmbH", service.Sandbox.BaseUri.Authority];
            service.Uncompressed = true;
            var result = await service.RunAsync();
            Assert.True(result!.CountOf(Outcome.DoesNotHold) > 2);
            await ResultWriter.WriteAsync(folder.FullName, result);
            var written = service.Output + await File.ReadAllTextAsync(folder.PathOf(ResultWriter.TableName)) + await File.ReadAllTextAsync(folder.PathOf(ResultWriter.JsonName));
            Assert.All([.. secrets, "customer.example", "127.0.0.1"], secret => Assert.DoesNotContain(secret, written, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task A_check_with_too_much_detail_is_redacted()
    {
        var redactor = new Redactor(["S3cret/Key+=", "api.customer.example", "acc-1a2b3c4d"]);
        Assert.Equal(
            "saw (removed) at (removed) for (removed) and (removed), 207 with 12 items (E-1-004)",
            redactor.Redact(Verdict.DoesNotHold("saw s3cret/key+= at api.customer.example for anna@customer.example and +48600100777, 207 with 12 items (E-1-004)")).Detail);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Only_the_user_can_read_the_files_even_if_others_could_read_the_old_ones()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no modes.");
            return;
        }

        var target = folder.PathOf("elsewhere.txt");
        await File.WriteAllTextAsync(target, "as it was");
        await File.WriteAllTextAsync(folder.PathOf(ResultWriter.TableName), "old");
        File.SetUnixFileMode(folder.PathOf(ResultWriter.TableName), (UnixFileMode)0b110_110_110);
        File.CreateSymbolicLink(folder.PathOf(ResultWriter.JsonName), target);
        await ResultWriter.WriteAsync(folder.FullName, new RunResult([], DateTimeOffset.UnixEpoch, "loopback", Wrote: false, 0, 0, 0, EndedBy: null));
        foreach (var name in new[] { ResultWriter.TableName, ResultWriter.JsonName })
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.PathOf(name)));
        }

        Assert.Equal("as it was", await File.ReadAllTextAsync(target));
    }
}
