using System.Management.Automation;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Commands;

/// <summary>Arrays are sent as arrays, and each row gets its own result or its own error.</summary>
public sealed class BatchTests : IDisposable
{
    private const string Rows250 = "1..250 | ForEach-Object { [pscustomobject]@{ ExternalId = \"C-$_\"; Email = \"c$_@example.com\" } }";

    private readonly HostedEngine engine = HostedEngine.Connected();

    public void Dispose() => engine.Dispose();

    [Fact]
    public void Two_hundred_and_fifty_new_rows_make_three_requests()
    {
        Assert.Equal(250, engine.Run($"{Rows250} | New-Contact").ThrowIfFailed().Output.Count);
        Assert.Equal(["POST /v2.1/contact 100", "POST /v2.1/contact 100", "POST /v2.1/contact 50"], RequestsWithItems());
    }

    [Theory]
    [InlineData("Set-Contact -CompanyName Kolej", "PUT /v2.1/contact")]
    [InlineData("Remove-Contact -Confirm:$false", "DELETE /v2.1/contact")]
    [InlineData("Set-ContactSubscription -Channel email -State Unsubscribed", "POST /v2.1/contact/unsubscribe/email")]
    [InlineData("Set-ContactSubscription -Channel sms -State Subscribed", "POST /v2.1/contact/resubscribe/sms")]
    public void Two_hundred_and_fifty_piped_contacts_make_three_requests(string command, string request)
    {
        engine.Run($"$all = {Rows250} | New-Contact").ThrowIfFailed();
        engine.ForgetRequests();
        engine.Run($"$all | {command}").ThrowIfFailed();
        Assert.Equal([$"{request} 100", $"{request} 100", $"{request} 50"], RequestsWithItems());
    }

    [Fact]
    public void Rows_with_an_external_id_are_changed_without_a_look_up()
    {
        engine.Run($"$null = {Rows250} | New-Contact").ThrowIfFailed();
        engine.ForgetRequests();
        engine.Run("1..250 | ForEach-Object { [pscustomobject]@{ ExternalId = \"C-$_\"; FirstName = 'Ewa' } } | Set-Contact").ThrowIfFailed();
        Assert.Equal(["PUT /v2.1/contact 100", "PUT /v2.1/contact 100", "PUT /v2.1/contact 50"], RequestsWithItems());
    }

    [Theory]
    [InlineData(1, 250)]
    [InlineData(7, 36)]
    [InlineData(1000, 1)]
    public void The_batch_size_can_be_set(int size, int requests)
    {
        engine.Run($"$null = {Rows250} | New-Contact -BatchSize {size}").ThrowIfFailed();
        Assert.Equal(requests, engine.Requests.Count);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    public void A_batch_size_outside_1_to_1000_is_refused(string size) =>
        engine.Run($"Remove-Contact -Id 1 -Confirm:$false -BatchSize {size}").SingleError("ParameterArgumentValidationError");

    [Fact]
    public void A_refused_row_is_one_error_with_the_row_as_its_target_and_the_others_are_sent()
    {
        var result = engine.Run("""
            $rows = 1..250 | ForEach-Object { [pscustomobject]@{ ExternalId = "C-$_"; Email = $(if ($_ -eq 120) { 'jan@example' } else { "c$_@example.com" }) } }
            $rows | New-Contact -ErrorVariable refused -ErrorAction SilentlyContinue
            """);
        Assert.Equal(249, result.Output.Count);
        var error = (ErrorRecord)engine.Run("$refused").Value!;
        Assert.Equal("Refused,ContactsPS.Commands.NewContactCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.InvalidData, error.CategoryInfo.Category);
        Assert.True((bool)engine.Run("[object]::ReferenceEquals($refused[0].TargetObject, $rows[119])").Value!);
        Assert.Equal(249, engine.Run("Get-Contact").Output.Count);
    }

    [Fact]
    public void Rows_refused_before_sending_and_rows_refused_by_the_service_each_get_their_own_error()
    {
        engine.Run("""
            $rows = @(
                [pscustomobject]@{ ExternalId = 'C-1'; Email = 'a@example.com' }
                [pscustomobject]@{ ExternalId = 'C-2'; Email = 'b@example.com'; CreatedAt = '31.12.2024' }
                [pscustomobject]@{ ExternalId = 'C-1'; Email = 'c@example.com' }
                [pscustomobject]@{ ExternalId = 'C-4' }
                [pscustomobject]@{ Email = 'no-address@example' }
                [pscustomobject]@{ PhoneNumber = '601 234 567' }
            )
            $created = $rows | New-Contact -ErrorVariable refused -ErrorAction SilentlyContinue
            """);
        Assert.Equal(["a@example.com", "601234567"], engine.Run("$created | ForEach-Object { if ($_.Email) { $_.Email } else { $_.PhoneNumber } }").Texts);
        Assert.Equal(
            ["InvalidField 2", "InvalidField 4", "Refused 3", "Refused 5"],
            engine.Run("$refused | ForEach-Object { $e = $_; '{0} {1}' -f $e.FullyQualifiedErrorId.Split(',')[0], (1 + [array]::IndexOf($rows, $e.TargetObject)) }").Texts.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_error_of_a_refused_item_has_status_code_title_uniqId_and_advice()
    {
        var error = engine.Run("New-Contact -Email 'jan@example'").SingleError("Refused");
        Assert.Contains("Email: ", error.ToString(), StringComparison.Ordinal);
        Assert.Matches(@"E-\d-\d{3}", error.ToString());
        Assert.Matches("status 422, uniqId [0-9a-f]{10}", error.ToString());
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Equal("422", engine.Run("[int]$error[0].Exception.Status").Texts[0]);
    }

    [Theory]
    [InlineData("Remove-Contact -Id 1, 99999, 2 -Confirm:$false")]
    [InlineData("Set-Contact -Id 1, 99999, 2 -FirstName Ewa")]
    [InlineData("Set-ContactSubscription -Id 1, 99999, 2 -Channel all -State Unsubscribed")]
    public void An_id_that_does_not_exist_is_an_error_with_the_typed_value_as_target_and_the_others_are_done(string command)
    {
        engine.Run($"$null = {Rows250} | New-Contact").ThrowIfFailed();
        var error = engine.Run(command).SingleError("ContactNotFound");
        Assert.Equal(99999, error.TargetObject);
        Assert.Equal(2, engine.Run("Get-Contact | Where-Object FirstName -eq Ewa; Get-Contact -Archived; Get-Contact -Unsubscribed sms").Output.Count);
    }

    [Fact]
    public void A_batch_that_is_too_large_for_the_service_is_an_error_that_names_the_parameter_to_lower()
    {
        using var small = HostedEngine.Connected("-MaximumBatchSize 10");
        var result = small.Run("1..20 | ForEach-Object { [pscustomobject]@{ Email = \"c$_@example.com\" } } | New-Contact -BatchSize 20");
        Assert.Equal(20, result.Errors.Count);
        Assert.All(result.ErrorIds, id => Assert.Equal("BatchTooLarge", id));
        Assert.Equal(Enumerable.Range(1, 20).Select(number => $"Row {number} (c{number}@example.com)"), result.Errors.Select(error => error.ToString().Split(':')[0]));
        Assert.Contains("-BatchSize", result.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(20, small.Run("1..20 | ForEach-Object { [pscustomobject]@{ Email = \"c$_@example.com\" } } | New-Contact -BatchSize 10").ThrowIfFailed().Output.Count);
    }

    [Fact]
    public void A_repeated_id_is_sent_once_and_is_not_an_error()
    {
        engine.Run("$c = New-Contact -Email a@example.com").ThrowIfFailed();
        Assert.Equal(2, engine.Run("Remove-Contact -Id $c.Id, $c.Id -Confirm:$false -PassThru").ThrowIfFailed().Output.Count);
    }

    [Fact]
    public void With_ErrorAction_Stop_the_first_refused_row_ends_the_pipeline_and_no_further_batch_is_sent()
    {
        var result = engine.Run("1..30 | ForEach-Object { [pscustomobject]@{ Email = $(if ($_ -eq 5) { 'bad@example' } else { \"c$_@example.com\" }) } } | New-Contact -BatchSize 10 -ErrorAction Stop");
        Assert.Equal("Refused", result.TerminatingId);
        Assert.Single(engine.ChangingRequests);
    }

    [Fact]
    public void A_write_of_unknown_outcome_is_one_error_for_each_of_its_rows()
    {
        using var failing = HostedEngine.Connected("-FaultRate 1 -Fault ServerError, GatewayTimeout, ConnectionClosed, TruncatedBody");
        failing.Run("$sandbox | Connect-ContactService -MaximumRetryCount 0").ThrowIfFailed();
        var result = failing.Run("1..6 | ForEach-Object { [pscustomobject]@{ Email = \"c$_@example.com\" } } | New-Contact -BatchSize 1");
        Assert.Equal(6, result.Errors.Count);
        Assert.Equal(6, result.Errors.Select(error => error.TargetObject).Distinct().Count());
        Assert.All(result.ErrorIds, id => Assert.Equal("OutcomeUnknown", id));
    }

    [Fact]
    public void Changes_that_the_response_does_not_identify_are_one_error_that_names_their_rows()
    {
        using var vague = HostedEngine.Connected("-Alternative NoItem, NoSource");
        vague.Run("$null = 1..12 | ForEach-Object { @{ ExternalId = \"C-$_\"; Email = \"c$_@example.com\" } } | New-Contact").ThrowIfFailed();
        var error = vague.Run("""
            $rows = 1..12 | ForEach-Object { @{ ExternalId = "C-$_"; Email = $(if ($_ -eq 5) { 'bad@example' } else { "d$_@example.com" }) } }
            $rows | Set-Contact
            """).SingleError("OutcomeUnknown");
        Assert.StartsWith("Row 1 (C-1), Row 2 (C-2), ", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Row 10 (C-10) and 2 more: ", error.ToString(), StringComparison.Ordinal);
        Assert.True((bool)vague.Run("$target = $error[0].TargetObject; -not (0..11 | Where-Object { -not [object]::ReferenceEquals($target[$_], $rows[$_]) })").Value!);
    }

    [Fact]
    public void New_rows_that_the_response_does_not_identify_are_looked_up_and_refused_if_they_do_not_exist()
    {
        using var vague = HostedEngine.Connected("-Alternative NoItem, NoSource");
        var result = vague.Run("$rows = 1..12 | ForEach-Object { @{ Email = $(if ($_ -eq 5) { 'bad@example' } else { \"c$_@example.com\" }) } }; $rows | New-Contact");
        Assert.True(ReferenceEquals(vague.Run("$rows[4]").Value, result.SingleError("Refused").TargetObject));
        Assert.Equal(11, result.Output.Count);
        Assert.Single(vague.ChangingRequests);
    }

    /// <summary>The requests, sorted: batches in flight at the same time arrive in any order.</summary>
    private IReadOnlyList<string> RequestsWithItems() =>
        [.. engine.Run("$sandbox.Requests | Where-Object Method -ne GET | ForEach-Object { '{0} {1} {2}' -f $_.Method, $_.Path, $_.Items }").Texts.TakeLast(engine.ChangingRequests.Count).Order(StringComparer.Ordinal)];
}
