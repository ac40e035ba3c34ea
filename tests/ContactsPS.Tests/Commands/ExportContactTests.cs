using System.IO.Compression;
using System.Management.Automation;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Commands;

/// <summary>Exporting an account into a file, and reading it back.</summary>
public sealed class ExportContactTests : IDisposable
{
    private readonly HostedEngine engine = HostedEngine.Connected();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("contactsps-");

    public ExportContactTests() => engine.Run($"$null = $ExecutionContext.SessionState.Path.SetLocation('{folder.FullName}')").ThrowIfFailed();

    public void Dispose()
    {
        engine.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Each_contact_is_a_row_and_each_additional_field_a_column()
    {
        Create("""@{ ExternalId = 'C-1'; Email = 'ewa@example.com'; PhoneNumber = '+48600100200'; FirstName = 'Ewa'; CreatedAt = '2024-02-01 10:30'; ExternalData = @{ City = 'Gdynia' } }""");
        Create("""@{ ExternalId = 'C-2'; Email = 'jan@example.com'; CreatedAt = '2024-02-01'; ExternalData = @{ Points = 12 } }""");
        engine.Run("Export-Contact all.csv").ThrowIfFailed();
        Assert.Equal(
            [
                "Id,ExternalId,Email,PhoneNumber,FirstName,LastName,CompanyName,CreatedAt,InArchive,ExternalData.City,ExternalData.Points",
                "1,C-1,ewa@example.com,+48600100200,Ewa,,,2024-02-01 10:30:00,false,Gdynia,",
                "2,C-2,jan@example.com,,,,,2024-02-01 00:00:00,false,,12",
            ],
            File.ReadAllLines(PathOf("all.csv")));
    }

    [Fact]
    public void JSON_Lines_keep_numbers_Booleans_and_the_table_of_additional_data()
    {
        Create("""@{ ExternalId = 'C-1'; Email = 'ewa@example.com'; CreatedAt = '2024-02-01'; ExternalData = [ordered]@{ City = 'Łódź'; Points = 12; Rate = 0.5; Vip = $true } }""");
        engine.Run("Export-Contact all.jsonl").ThrowIfFailed();
        Assert.Equal(
            """{"Id":1,"ExternalId":"C-1","Email":"ewa@example.com","PhoneNumber":null,"FirstName":null,"LastName":null,"CompanyName":null,"CreatedAt":"2024-02-01T00:00:00Z","InArchive":false,"ExternalData":{"City":"Łódź","Points":12,"Rate":0.5,"Vip":true}}""" + "\n",
            File.ReadAllText(PathOf("all.jsonl")));
    }

    [Theory]
    [InlineData("all.csv", "", true)]
    [InlineData("all.csv", "-Encoding utf8NoBOM", false)]
    [InlineData("all.jsonl", "", false)]
    public void A_CSV_has_a_byte_order_mark_so_that_Excel_reads_it_as_UTF_8(string file, string arguments, bool isMarked)
    {
        engine.Run($"Export-Contact {file} {arguments}").ThrowIfFailed();
        Assert.Equal(isMarked, File.ReadAllBytes(PathOf(file)).AsSpan().StartsWith("\uFEFF"u8));
    }

    [Fact]
    public void A_file_whose_name_ends_with_gz_is_compressed()
    {
        Create("@{ ExternalId = 'C-1'; Email = 'ewa@example.com' }");
        engine.Run("Export-Contact all.csv.gz").ThrowIfFailed();
        using var text = new StreamReader(new GZipStream(File.OpenRead(PathOf("all.csv.gz")), CompressionMode.Decompress));
        Assert.Contains("1,C-1,ewa@example.com,", text.ReadToEnd(), StringComparison.Ordinal);
        Assert.Equal(["Unchanged"], engine.Run("(Sync-Contact all.csv.gz).Action").ThrowIfFailed().Texts);
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://example.com\")", "\"'=HYPERLINK(\"\"http://example.com\"\")\"")]
    [InlineData("@SUM(1)", "'@SUM(1)")]
    [InlineData("-1+1", "'-1+1")]
    [InlineData("'=1", "''=1")]
    [InlineData("'s-Hertogenbosch", "'s-Hertogenbosch")]
    [InlineData("-5.5", "-5.5")]
    [InlineData("007", "007")]
    public void A_formula_is_written_as_text_and_read_back_unchanged(string name, string cell)
    {
        engine.Run("$null = New-Contact -ExternalId C-1 -Email ewa@example.com -FirstName $name; Export-Contact all.csv", ("name", name)).ThrowIfFailed();
        Assert.StartsWith($"1,C-1,ewa@example.com,,{cell},,,", File.ReadAllLines(PathOf("all.csv"))[1], StringComparison.Ordinal);
        Assert.Equal(["Unchanged"], engine.Run("(Sync-Contact all.csv).Action").ThrowIfFailed().Texts);
        engine.Run("Remove-Contact -ExternalId C-1 -Confirm:$false; $null = Start-ContactSandbox | Connect-ContactService; $null = Sync-Contact all.csv").ThrowIfFailed();
        Assert.Equal(name, engine.Run("(Get-Contact).FirstName").ThrowIfFailed().Value);
    }

    [Theory]
    [InlineData("all.csv")]
    [InlineData("all.jsonl")]
    public void Additional_fields_are_restored_whatever_their_names(string file)
    {
        engine.Run("""
            $data = [System.Collections.Generic.Dictionary[string, object]]::new()
            'City', 'city', 'Email', 'a,b', 'a"b', ' c ', 'ExternalData.x' | ForEach-Object { $data[$_] = "of $_" }
            $null = Invoke-ContactApi /contact -Method POST -Body (,@{ externalId = 'C-1'; email = 'ewa@example.com'; externalData = $data })
            """).ThrowIfFailed();
        var held = Data();
        Assert.Equal(7, held.Count);
        Assert.Equal(["Unchanged"], engine.Run($"Export-Contact {file}; (Sync-Contact {file} -ClearEmpty).Action").ThrowIfFailed().Texts);
        Assert.Empty(engine.Run($"$null = Start-ContactSandbox | Connect-ContactService; $null = Sync-Contact {file}").ThrowIfFailed().Warnings);
        Assert.Equal(held, Data());
    }

    [Fact]
    public void Archived_contacts_are_written_only_if_they_are_piped_in()
    {
        Create("@{ ExternalId = 'C-1'; Email = 'ewa@example.com' }", "@{ ExternalId = 'C-2'; Email = 'jan@example.com' }");
        engine.Run("Remove-Contact -ExternalId C-2 -Confirm:$false; Export-Contact all.csv; Get-Contact -Archived | Export-Contact archived.csv").ThrowIfFailed();
        Assert.Equal(["C-1"], ExternalIds("all.csv"));
        Assert.Equal(["C-2"], ExternalIds("archived.csv"));
        Assert.EndsWith(",true", File.ReadAllLines(PathOf("archived.csv"))[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("jsonl")]
    public void Deserialized_contacts_give_the_same_file_and_need_no_connection(string extension)
    {
        Create("""@{ ExternalId = 'C-1'; Email = 'ewa@example.com'; FirstName = "a`r`n`r`nb"; ExternalData = [ordered]@{ Points = 12; Vip = $false } }""");
        engine.Run($$"""
            Get-Contact | Export-Contact live.{{extension}}
            $stored = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-Contact)))
            Disconnect-ContactService
            $stored | Export-Contact stored.{{extension}}
            """).ThrowIfFailed();
        Assert.Equal(File.ReadAllText(PathOf($"live.{extension}")), File.ReadAllText(PathOf($"stored.{extension}")));
    }

    [Theory]
    [InlineData("[pscustomobject]@{ ExternalId = 'C-9' }")]
    [InlineData("@{ Email = 'a@example.com' }")]
    [InlineData("(Get-ContactGroup -Name VIP)")]
    [InlineData("$null")]
    public void An_object_that_is_not_a_contact_is_refused_and_the_contacts_are_written(string other)
    {
        Create("@{ ExternalId = 'C-1'; Email = 'ewa@example.com' }");
        engine.Run($"$contact = Get-Contact; {other}, $contact | Export-Contact all.csv").SingleError("NotAContact");
        Assert.Equal(["C-1"], ExternalIds("all.csv"));
    }

    [Fact]
    public void If_the_list_cannot_be_read_completely_the_file_is_unchanged()
    {
        File.WriteAllText(PathOf("all.csv"), "yesterday");
        Create("@{ ExternalId = 'C-1'; Email = 'ewa@example.com' }", "@{ ExternalId = 'C-2'; Email = 'jan@example.com' }");
        engine.Run("$failing = Start-ContactSandbox -RequestsPerSecond 0.02; $failing | Connect-ContactService -MaximumRetryCount 0; $null = Get-ContactGroup -First 1").ThrowIfFailed();
        engine.Run("Export-Contact all.csv").SingleError("Throttled");
        Assert.Equal(["Throttled", "FileFailed"], engine.Run("Get-Contact | Export-Contact all.csv").ErrorIds);
        Assert.Equal("yesterday", File.ReadAllText(PathOf("all.csv")));
        Assert.Single(folder.GetFiles());
    }

    [Theory]
    [InlineData("Get-Contact | ForEach-Object { $_; throw 'no more' } | Export-Contact all.csv")]
    [InlineData("foreach ($once in 1) { Get-Contact | Export-Contact all.csv -PassThru | ForEach-Object { throw 'no more' } }")]
    public void An_error_that_ends_the_pipeline_leaves_no_temporary_file(string pipeline)
    {
        Create("@{ ExternalId = 'C-1'; Email = 'ewa@example.com' }");
        Assert.NotNull(engine.Run(pipeline).Terminating);
        Assert.DoesNotContain(folder.GetFiles(), file => file.Name != "all.csv");
    }

    [Fact]
    public async Task Ctrl_C_leaves_no_file_behind()
    {
        using var slow = HostedEngine.Connected("-DelayMilliseconds 60000");
        using var pipeline = slow.Create($"Export-Contact '{PathOf("all.csv")}'");
        var running = pipeline.BeginInvoke();
        while (slow.LogLength == 0)
        {
            Assert.False(running.IsCompleted);
            await Task.Yield();
        }

        Assert.Single(folder.GetFiles());
        await Task.Run(pipeline.Stop);
        Assert.Empty(folder.GetFiles());
    }

    [Fact]
    public void A_file_is_replaced_unless_NoClobber_is_given()
    {
        Create("@{ ExternalId = 'C-1'; Email = 'ewa@example.com' }");
        File.WriteAllText(PathOf("all.csv"), "yesterday");
        engine.Run("Export-Contact all.csv -NoClobber").SingleError("FileFailed");
        Assert.Equal("yesterday", File.ReadAllText(PathOf("all.csv")));
        engine.Run("Export-Contact all.csv; Export-Contact new.csv -NoClobber").ThrowIfFailed();
        Assert.Equal(File.ReadAllText(PathOf("new.csv")), File.ReadAllText(PathOf("all.csv")));
    }

    [Fact]
    public void A_read_only_file_is_replaced_only_with_Force()
    {
        var file = new FileInfo(PathOf("all.csv"));
        File.WriteAllText(file.FullName, "yesterday");
        file.IsReadOnly = true;
        engine.Run("Export-Contact all.csv").SingleError("FileFailed");
        Assert.Equal("yesterday", File.ReadAllText(file.FullName));
        engine.Run("Export-Contact all.csv -Force").ThrowIfFailed();
        Assert.StartsWith("Id,", File.ReadAllText(file.FullName), StringComparison.Ordinal);
        file.Refresh();
        Assert.False(file.IsReadOnly);
    }

    [Theory]
    [InlineData("Export-Contact .", "FileFailed")]
    [InlineData("Export-Contact nowhere/all.csv", "FileFailed")]
    [InlineData("Export-Contact Env:/all.csv", "FileFailed")]
    [InlineData("Export-Contact all.csv -Delimiter '\"'", "InvalidField")]
    [InlineData("Export-Contact all.csv -Encoding utf-96", "InvalidField")]
    public void A_path_that_cannot_be_written_is_an_error_before_anything_is_read(string command, string id)
    {
        engine.ForgetRequests();
        engine.Run(command).SingleError(id);
        Assert.Empty(engine.Requests);
        Assert.Empty(folder.GetFiles());
    }

    [Fact]
    public void A_character_that_the_encoding_lacks_is_an_error_and_not_a_question_mark()
    {
        Create("@{ ExternalId = 'C-1'; Email = 'ewa@example.com'; FirstName = 'Łucja' }");
        engine.Run("Export-Contact all.csv -Encoding windows-1250").ThrowIfFailed();
        Assert.Equal(["Unchanged"], engine.Run("(Sync-Contact all.csv -Encoding windows-1250).Action").ThrowIfFailed().Texts);
        engine.Run("Export-Contact other.csv -Encoding iso-8859-1").SingleError("FileFailed");
        Assert.Single(folder.GetFiles());
    }

    [Fact]
    public void WhatIf_reads_and_writes_nothing()
    {
        engine.ForgetRequests();
        engine.Run("Export-Contact all.csv -WhatIf -PassThru").ThrowIfFailed();
        Assert.Empty(engine.Requests);
        Assert.Empty(folder.GetFiles());
    }

    [Fact]
    public void One_line_says_how_many_contacts_were_exported_and_PassThru_writes_the_file_object()
    {
        Create("@{ ExternalId = 'C-1'; Email = 'ewa@example.com' }", "@{ ExternalId = 'C-2'; Email = 'jan@example.com' }");
        var result = engine.Run("Export-Contact all.csv; Export-Contact new.csv -PassThru").ThrowIfFailed();
        Assert.Equal(PathOf("new.csv"), Assert.IsType<FileInfo>(result.Value).FullName);
        Assert.All(result.Information, record => Assert.StartsWith("Export-Contact: 2 exported, 0 refused,", record.MessageData.ToString(), StringComparison.Ordinal));
        Assert.Equal(2, result.Information.Count);
    }

    private IEnumerable<string> ExternalIds(string name) => File.ReadLines(PathOf(name)).Skip(1).Select(line => line.Split(',')[1]);

    private string PathOf(string name) => Path.Combine(folder.FullName, name);

    private void Create(params string[] rows) => engine.Run($"{string.Join(", ", rows)} | New-Contact | Out-Null").ThrowIfFailed();

    private IReadOnlyList<string> Data() =>
        [.. engine.Run("(Get-Contact).ExternalData.GetEnumerator() | ForEach-Object { \"$($_.Key)=$($_.Value)\" }").ThrowIfFailed().Texts.Order(StringComparer.Ordinal)];
}
