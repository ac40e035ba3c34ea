using System.Text;
using ContactsPS.Sandbox;
using ContactsPS.Sandbox.Account;
using ContactsPS.Sandbox.Csv;
using Xunit;

namespace ContactsPS.Client.Tests.Sandbox;

public sealed class LoadingCsvTests : IDisposable
{
    private const string NoParser = "Debian's Mono has no Microsoft.VisualBasic, whose TextFieldParser the sandbox reads CSV with.";

    private readonly SandboxCaller api = new();
    private readonly string path = Path.GetTempFileName();

    public void Dispose()
    {
        api.Dispose();
        File.Delete(path);
    }

    [Theory]
    [InlineData(",")]
    [InlineData(";")]
    [InlineData("\t")]
    public void Comma_semicolon_and_tab_are_told_from_the_header(string delimiter)
    {
        var load = Load($"Email{delimiter}FIRSTNAME{delimiter}lastName\na@example.com{delimiter}Ewa{delimiter}Żółć\n");
        Assert.Equal(1, load.Added);
        Assert.Empty(load.Skipped);
        Assert.Equal(("a@example.com", "Ewa", "Żółć"), api.Account.Contacts.Select(contact => (contact.Email, contact.FirstName, contact.LastName)).Single());
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_first_column()
    {
        OnMono.Skip(NoParser);
        File.WriteAllText(path, "externalId;email\r\nŁ-1;a@example.com\r\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Assert.Equal(1, api.Server.LoadCsv(path).Added);
        var contact = Assert.Single(api.Account.Contacts);
        Assert.Equal("Ł-1", contact.ExternalId);
        Assert.Empty(contact.ExternalData);
    }

    [Fact]
    public void Quotes_hold_delimiters_quotes_and_line_ends()
    {
        Load("email,\"companyName\",note\na@example.com,\"Łódź, \"\"Nowa\"\" i inni\",\"two\nlines\"\n");
        var contact = Assert.Single(api.Account.Contacts);
        Assert.Equal("Łódź, \"Nowa\" i inni", contact.CompanyName);
        Assert.Equal("two\nlines", ((string)contact.ExternalData["note"]).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_phone_number_loses_what_people_write_between_its_digits()
    {
        Load("phoneNumber\n+48 (58) 555.01-02\n");
        Assert.Equal("+48585550102", Assert.Single(api.Account.Contacts).PhoneNumber);
    }

    [Fact]
    public async Task A_column_that_is_no_field_goes_into_external_data_and_an_empty_cell_means_nothing()
    {
        Load("email,Miasto,Wiek,companyName\na@example.com,Kraków,41,\nb@example.com,,,\n");
        Assert.Equal([2, 0], api.Account.Contacts.Select(contact => contact.ExternalData.Count));
        Assert.Null(api.Account.Contacts[0].CompanyName);
        Assert.Equal(["Miasto", "Wiek"], (await api.GetAsync("/contact/field")).Each("name"));
    }

    [Fact]
    public void Groups_are_found_by_name_or_created_and_channels_are_left()
    {
        var load = Load("email,GroupName,Unsubscribed,addToGroup\na@example.com,vip; Nowa grupa ,Email;sms,\nb@example.com,Nowa grupa,all,2;3\n");
        Assert.Empty(load.Skipped);
        Assert.Equal("Nowa grupa", api.Account.Groups[^1].Name);
        Assert.Equal([3, 6], api.Account.Contacts[0].Groups);
        Assert.Equal([6, 2, 3], api.Account.Contacts[1].Groups);
        Assert.Equal([SandboxChannels.Email | SandboxChannels.Sms, SandboxChannels.All], api.Account.Contacts.Select(contact => contact.Unsubscribed));
    }

    [Fact]
    public void CreatedAt_is_read_and_id_and_archive_are_not()
    {
        Load("Id,email,CreatedAt,InArchive\n77,a@example.com,2019-02-01 20:12:12,True\n");
        var contact = Assert.Single(api.Account.Contacts);
        Assert.Equal((1L, false), (contact.Id, contact.InArchive));
        Assert.Equal(new DateTime(2019, 2, 1, 20, 12, 12, DateTimeKind.Utc), contact.CreatedAt);
        Assert.Empty(contact.ExternalData);
    }

    [Fact]
    public void Rows_the_API_would_refuse_are_skipped_with_their_line_and_the_reason()
    {
        var load = Load(
            """
            externalId,email,createdAt,unsubscribed,addToGroup
            K1,a@example.com,,,
            K2,bad,,,
            K1,b@example.com,,,
            K4,,,,
            K5,c@example.com,soon,,
            K6,d@example.com,,pigeon,
            K7,e@example.com,,,99
            K8,f@example.com,,,,more
            K9,g@example.com,,,
            """);
        Assert.Equal(2, load.Added);
        Assert.Equal([3, 4, 5, 6, 7, 8, 9], load.Skipped.Select(row => row.Line));
        Assert.All(load.Skipped, row => Assert.EndsWith(".", row.Reason, StringComparison.Ordinal));
        Assert.Contains("bad", load.Skipped[0].Reason, StringComparison.Ordinal);
        Assert.Equal(["K1", "K9"], api.Account.Contacts.Select(contact => contact.ExternalId).ToArray());
    }

    [Fact]
    public void Blank_lines_and_broken_quotes_keep_the_count_of_lines()
    {
        var load = Load("email,note\n\na@example.com,x\n\nb@example.com,\"y\" z\nbad,\"two\nlines\"\nworse,\n");
        Assert.Equal(1, load.Added);
        Assert.Equal([5, 6, 8], load.Skipped.Select(row => row.Line));
    }

    [Fact]
    public void A_file_with_a_header_alone_adds_nothing_and_one_without_is_refused()
    {
        Assert.Equal(0, Load("email\n").Added);
        Assert.Throws<InvalidDataException>(() => Load(""));
        Assert.Throws<FileNotFoundException>(() => api.Server.LoadCsv(path + ".missing"));
    }

    [Fact]
    public async Task A_row_without_its_last_cells_is_a_row_all_the_same()
    {
        Load("email,firstName,lastName\na@example.com\n");
        Assert.Equal(["a@example.com"], (await api.GetAsync("/contact")).Each("email"));
    }

    private SandboxLoad Load(string text)
    {
        OnMono.Skip(NoParser);
        File.WriteAllText(path, text);
        return api.Server.LoadCsv(path);
    }
}
