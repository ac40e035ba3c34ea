using ContactsPS.Testing;

namespace ContactsPS.Tests.Samples;

/// <summary>samples/import-contacts.ps1 as a scheduler runs it: its exit code and its files.</summary>
public sealed class ImportContactsTests : IDisposable
{
    private const string Token = "Bearer-of-all-secrets-42";
    private static readonly string Job = Repository.PathOf("samples", "import-contacts.ps1");

    private readonly ScratchFolder folder = new();
    private readonly HostedEngine service = HostedEngine.Connected();

    public void Dispose()
    {
        service.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Ends_with_0_if_every_row_is_a_contact_and_deletes_the_rejects_of_an_earlier_run()
    {
        folder.Write("customers.rejected.csv", "of another night");
        Customers("A-1,a1@example.com,Gdynia", "A-2,a2@example.com,Łódź");

        var run = await Import("-ExternalDataProperty", "City");

        Assert.Equal((0, "import-contacts: 2 created, 0 rejected, 0 unknown\n", string.Empty), (run.ExitCode, run.Output, run.Error));
        Assert.False(File.Exists(folder.PathOf("customers.rejected.csv")));
        Assert.Equal("Łódź", service.Run("(Get-Contact -ExternalId A-2).ExternalData['City']").ThrowIfFailed().Value);
    }

    [Fact]
    public async Task Ends_with_1_if_rows_are_refused_and_keeps_them_with_their_reasons()
    {
        service.Run("$null = New-Contact -ExternalId A-2 -Email there@example.com").ThrowIfFailed();
        Customers("A-1,a1@example.com,Gdynia", "A-2,a2@example.com,Sopot", "A-3,,Hel");

        var run = await Import("-ExternalDataProperty", "City");

        Assert.Equal((1, "import-contacts: 1 created, 2 rejected, 0 unknown\n"), (run.ExitCode, run.Output));
        var rejected = await File.ReadAllLinesAsync(folder.PathOf("customers.rejected.csv"));
        Assert.Equal("\"ExternalId\",\"Email\",\"City\",\"ErrorId\",\"Reason\"", rejected[0]);
        Assert.StartsWith("\"A-2\",\"a2@example.com\",\"Sopot\",\"Refused\",\"Row 2 (A-2): ", Assert.Single(rejected, line => line.StartsWith("\"A-2\"", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.StartsWith("\"A-3\",\"\",\"Hel\",\"InvalidField\",", Assert.Single(rejected, line => line.StartsWith("\"A-3\"", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Authorization", Token)]
    [InlineData("Authorization", null)]
    [InlineData("BaseUri", "http://127.0.0.1:9/v2.1")]
    public async Task Ends_with_2_if_the_service_cannot_be_used_and_says_why(string what, string? value)
    {
        Customers("A-1,a1@example.com,Gdynia");
        var account = service.Account();
        account[what is "BaseUri" ? "CONTACTSPS_BASE_URI" : "CONTACTSPS_AUTHORIZATION"] = value;

        var run = await Import(account, "-Path", folder.PathOf("customers.csv"));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("import-contacts: ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, run.Output + run.Error, StringComparison.Ordinal);
        Assert.Empty(service.ChangingRequests);
    }

    [Theory]
    [InlineData("The parameter -Path is missing")]
    [InlineData("absent.csv does not exist", "-Path", "absent.csv")]
    [InlineData("Unknown parameter: -Fast", "-Path", "absent.csv", "-Fast", "x")]
    public async Task Ends_with_2_if_it_is_called_with_invalid_arguments(string reason, params string[] arguments)
    {
        var run = await Import(service.Account(), arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_with_3_if_the_outcome_of_a_row_is_unknown_and_keeps_it_apart_from_the_rejects()
    {
        // The connection closes on the creation, and a contact with the same external id then has another address.
        using var losing = LoopbackServer.Responding(request => Task.FromResult(request.Method is "POST"
            ? null
            : ReceivedRequest.Answer("200 OK", request.Target.Contains("externalId", StringComparison.Ordinal) ? Envelope("""{"id":7,"externalId":"A-1","email":"other@example.com"}""") : Envelope(string.Empty))));
        Customers("A-1,a1@example.com,Gdynia", "A-3,,Hel");
        var account = service.Account();
        account["CONTACTSPS_BASE_URI"] = losing.BaseUri.ToString();

        var run = await Import(account, "-Path", "customers.csv", "-ExternalDataProperty", "City");

        Assert.Equal((3, "import-contacts: 0 created, 1 rejected, 1 unknown\n"), (run.ExitCode, run.Output));
        Assert.StartsWith("\"A-1\",\"a1@example.com\",\"Gdynia\",\"OutcomeUnknown\",", (await File.ReadAllLinesAsync(folder.PathOf("customers.unknown.csv")))[1], StringComparison.Ordinal);
        Assert.StartsWith("\"A-3\",", (await File.ReadAllLinesAsync(folder.PathOf("customers.rejected.csv")))[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_map_a_delimiter_and_an_encoding_read_common_files_and_the_log_gets_a_line()
    {
        await File.WriteAllBytesAsync(folder.PathOf("customers.csv"), System.Text.CodePagesEncodingProvider.Instance.GetEncoding(1250)!.GetBytes("Kod;E-mail;Miasto;Imię\nA-1;a1@example.com; Łódź ;Żaneta\nA-2;no address;Hel;Jan\n"));
        folder.Write("map.psd1", "@{ ExternalId = 'Kod'; Email = { $_.'E-mail' }; FirstName = 'Imię'; City = { $_.Miasto.Trim() }; 'Full Name' = 'Imię' }");

        var run = await Import("-MapPath", "map.psd1", "-Delimiter", ";", "-Encoding", "windows-1250", "-LogPath", "import.log");

        Assert.Equal((1, "import-contacts: 1 created, 1 rejected, 0 unknown\n", string.Empty), (run.ExitCode, run.Output, run.Error));
        Assert.Equal(["A-1 a1@example.com Żaneta Łódź Żaneta"], service.Run("Get-Contact | ForEach-Object { \"$($_.ExternalId) $($_.Email) $($_.FirstName) $($_.ExternalData.City) $($_.ExternalData.'Full Name')\" }").Texts);
        Assert.StartsWith("\"A-2\",\"no address\",\"Hel\",\"Jan\",\"InvalidField\",", (await File.ReadAllLinesAsync(folder.PathOf("customers.rejected.csv")))[1], StringComparison.Ordinal);
        Assert.Matches(@"^[\d: -]+Z exit code 1: import-contacts: 1 created, 1 rejected, 0 unknown\r?\n$", await File.ReadAllTextAsync(folder.PathOf("import.log")));
    }

    [Fact]
    public async Task A_map_with_a_column_that_does_not_exist_ends_with_2()
    {
        Customers("A-1,a1@example.com,Gdynia");
        folder.Write("map.psd1", "@{ Email = 'Mail' }");

        var run = await Import("-MapPath", "map.psd1");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("'Mail', which does not exist; the columns are: ExternalId, Email, City", run.Error, StringComparison.Ordinal);
        Assert.Empty(service.ChangingRequests);
    }

    private static string Envelope(string items) => $$"""{"meta":{"uniqId":"0123456789"},"data":[{{items}}],"errors":[]}""";

    private void Customers(params string[] rows) => folder.Write("customers.csv", string.Join('\n', ["ExternalId,Email,City", .. rows]) + '\n');

    private Task<ProcessResult> Import(params string[] arguments) => Import(service.Account(), ["-Path", "customers.csv", .. arguments]);

    private Task<ProcessResult> Import(IReadOnlyDictionary<string, string?> account, params string[] arguments) =>
        PowerShellProcess.RunFileAsync(new ProcessEnvironment(folder.FullName, account), Job, [.. arguments, "-Module", Repository.Manifest]);
}
