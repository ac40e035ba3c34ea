using System.Diagnostics;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Completion;

public sealed class CompletionConnectionTests : IDisposable
{
    // One second, and extra time for a busy machine.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    private readonly HostedEngine engine = HostedEngine.WithModule();

    public void Dispose() => engine.Dispose();

    [Theory]
    [InlineData("-Connection $other")]
    [InlineData("-Connection:$other")]
    [InlineData("-conn $other")]
    [InlineData("-Connection $using:other")]
    [InlineData("-Connection $all.Other")]
    [InlineData("@splatted")]
    public void A_connection_typed_on_the_line_is_used(string typed)
    {
        ConnectTwo();
        Assert.Equal(["Theirs"], Tab.Insert(engine, $"Get-ContactField {typed} -Name "));
        Assert.Equal(["Ours"], Tab.Insert(engine, "Get-ContactField -Name "));
    }

    [Theory]
    [InlineData("'*:Connection' = $other", "Theirs")]
    [InlineData("'get-contact*:connection' = $other", "Theirs")]
    [InlineData("'Get-ContactField:Connection' = $other", "Theirs")]
    [InlineData("'*:Connection' = { $other }", "")]
    [InlineData("'*:Connection' = $other; 'Get-*:Connection' = $ours", "")]
    [InlineData("'Set-*:Connection' = $other", "Ours")]
    [InlineData("'*:Connection' = $other; Disabled = $true", "Ours")]
    public void A_connection_in_the_default_parameter_values_is_used(string preset, string offered)
    {
        ConnectTwo();
        engine.Run($"$global:PSDefaultParameterValues = @{{ {preset} }}").ThrowIfFailed();
        Assert.Equal(offered, string.Join(' ', Tab.Insert(engine, "Get-ContactField -Name ")));
        Assert.Equal(["Ours"], Tab.Insert(engine, "Get-ContactField -Connection $ours -Name "));
    }

    [Theory]
    [InlineData("-Connection $unset")]
    [InlineData("-Connection (Get-ContactConnection Other)")]
    [InlineData("-Connection 1")]
    public void A_connection_that_is_not_known_yet_offers_nothing_of_another_account(string typed)
    {
        ConnectTwo();
        Assert.Empty(Tab.Insert(engine, $"Get-ContactField {typed} -Name "));
    }

    [Theory]
    [InlineData("Get-ContactConnection ", "Other 'Ann''s [1`]'")]
    [InlineData("Disconnect-ContactService -Name a", "'Ann''s [1]'")]
    public void The_names_of_connections_are_offered(string line, string inserted)
    {
        engine.Run("""foreach ($name in 'Other', "Ann's [1]") { Start-ContactSandbox | Connect-ContactService -Name $name }""").ThrowIfFailed();
        Assert.Equal(inserted.Replace("[1`]", "`[1`]", StringComparison.Ordinal), string.Join(' ', Tab.Insert(engine, line)));
        Assert.Contains("127.0.0.1", Tab.Press(engine, line)[0].ToolTip, StringComparison.Ordinal);
    }

    [Fact]
    public void The_second_Tab_sends_nothing()
    {
        engine.Run("$sandbox = Start-ContactSandbox; $sandbox | Connect-ContactService").ThrowIfFailed();
        Assert.NotEmpty(Tab.Press(engine, "Get-Contact -GroupId "));
        Assert.NotEmpty(Tab.Press(engine, "Get-Contact -GroupId v"));
        Assert.NotEmpty(Tab.Press(engine, "Get-ContactGroup -Name v"));
        Assert.Equal(2, engine.Run("$sandbox.RequestCount").Value);
    }

    [Fact]
    public void Without_a_connection_there_are_no_candidates_and_no_error() => AssertSilent();

    [Fact]
    public void A_disconnected_connection_offers_nothing()
    {
        engine.Run("$c = Start-ContactSandbox | Connect-ContactService -PassThru; Disconnect-ContactService").ThrowIfFailed();
        AssertSilent("-Connection $c");
    }

    [Fact]
    public void Wrong_credentials_offer_nothing_and_are_not_tried_again_at_once()
    {
        engine.Run("""
            $sandbox = Start-ContactSandbox
            Connect-ContactService -ApplicationKey wrong -AuthorizationToken $sandbox.Credential.Password -BaseUri $sandbox.BaseUri
            """).ThrowIfFailed();
        AssertSilent();
        AssertSilent();
        Assert.Equal(1, engine.Run("$sandbox.RequestCount").Value);
    }

    [Fact]
    public void An_unreachable_service_offers_nothing_and_does_not_block()
    {
        engine.Run("$sandbox = Start-ContactSandbox; $sandbox | Connect-ContactService; $sandbox | Stop-ContactSandbox").ThrowIfFailed();
        AssertSilent();
    }

    [Fact]
    public void A_slow_service_offers_nothing_and_does_not_block()
    {
        engine.Run("Start-ContactSandbox -DelayMilliseconds 20000 | Connect-ContactService").ThrowIfFailed();
        AssertSilent();
    }

    [Fact]
    public void Names_with_terminal_sequences_are_neither_inserted_nor_shown()
    {
        using var service = LoopbackServer.Responding(_ => Task.FromResult<string?>(ReceivedRequest.Answer(
            "200 OK", """{"meta":{"numberOfErrors":0,"numberOfData":1,"status":200,"uniqId":"085fa5dabf"},"data":[{"id":7,"name":"Red\u001b[31m"}],"errors":[]}""")));
        engine.Run("Connect-ContactService -ApplicationKey key -AuthorizationToken (Start-ContactSandbox).Credential.Password -BaseUri $uri", ("uri", service.BaseUri)).ThrowIfFailed();
        Assert.Empty(Tab.Press(engine, "Get-ContactGroup -Name r"));
        var match = Assert.Single(Tab.Press(engine, "Get-Contact -GroupId r"));
        Assert.DoesNotContain('\u001b', match.ListItemText + match.ToolTip);
    }

    private void ConnectTwo() =>
        engine.Run("""
            $other = Start-ContactSandbox | Connect-ContactService -Name Other -PassThru
            $null = New-Contact -Email a@example.com -ExternalData @{ Theirs = 1 }
            $ours = Start-ContactSandbox | Connect-ContactService -PassThru
            $null = New-Contact -Email a@example.com -ExternalData @{ Ours = 1 }
            $all = @{ Other = $other }
            $splatted = @{ Connection = $other }
            """).ThrowIfFailed();

    private void AssertSilent(string typed = "")
    {
        var watch = Stopwatch.StartNew();
        Assert.Empty(Tab.Press(engine, $"Get-ContactGroup {typed} -Name "));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Soon);
        Assert.Equal(0, engine.Run("$Error.Count").Value);
    }
}
