using System.Diagnostics;
using System.Text.RegularExpressions;
using ContactsPS.Testing;
using YamlDotNet.RepresentationModel;

namespace ContactsPS.Tests.Samples;

/// <summary>The files that schedule samples/import-contacts.ps1 are valid as far as that can be checked here, use its parameters, and hold no secret.</summary>
public sealed class ScheduledImportTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    // The scheduled task calls the job that it is given, with parameters that both jobs have.
    [Theory]
    [InlineData("import-contacts.ps1", 4)]
    [InlineData("nightly-sync.ps1", 2)]
    public void Each_sample_calls_a_job_with_existing_parameters(string job, int count)
    {
        var parameters = Regex.Matches(File.ReadAllText(Repository.PathOf("samples", job)), @"(?<=^    \[(string(\[\])?|switch)\] \$)\w+", RegexOptions.Multiline | RegexOptions.ExplicitCapture).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
        var calls = Directory.EnumerateFiles(Repository.PathOf("samples"), "*", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines)
            .Select(line => Regex.Match(line, $@"-NonInteractive .*?-File \S*(?:{Regex.Escape(job)}|\{{1\}}"")(?<arguments>[^|'>]*)", RegexOptions.ExplicitCapture))
            .Where(call => call.Success)
            .ToList();
        Assert.Equal(count, calls.Count);
        Assert.All(calls.SelectMany(call => Regex.Matches(call.Groups["arguments"].Value, @"(?<= -)\w+")), parameter => Assert.Contains(parameter.Value, parameters));
    }

    [Fact]
    public async Task The_scheduled_task_passes_on_every_argument_and_nests_no_quotation_marks()
    {
        // The calls to Windows are intercepted; whether Windows accepts them was not verified.
        var run = await PowerShellProcess.RunFileAsync(folder.Write("register.ps1", $$"""
            function New-ScheduledTaskAction { param($Execute, $Argument) $Execute, $Argument }
            function New-ScheduledTaskTrigger { }
            function New-ScheduledTaskSettingsSet { }
            function Register-ScheduledTask { }
            $credential = [pscredential]::new('svc', (ConvertTo-SecureString 'x' -AsPlainText -Force))
            . '{{Repository.PathOf("samples", "windows", "register-import-task.ps1")}}' -Credential $credential -Job 'C:\My Jobs\import-contacts.ps1' -MapPath 'C:\My Maps\map.psd1' -Delimiter ';' -ExternalDataProperty City,Points
            $action
            try { . '{{Repository.PathOf("samples", "windows", "register-import-task.ps1")}}' -Credential $credential -MapPath 'a"b' } catch { "$_" }
            """));
        Assert.Equal(
            [
                @"C:\Program Files\PowerShell\7\pwsh.exe",
                """-NoProfile -NonInteractive -ExecutionPolicy "RemoteSigned" -File "C:\My Jobs\import-contacts.ps1" -Path "C:\Contacts\customers.csv" -AccountPath "C:\Contacts\account.clixml" -LogPath "C:\Contacts\customers.log" -MapPath "C:\My Maps\map.psd1" -Delimiter ";" -ExternalDataProperty "City,Points" """.TrimEnd(),
                "An argument must not contain a quotation mark or end with a backslash: a\"b",
            ],
            run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task The_systemd_units_are_valid_if_systemd_is_installed()
    {
        var unit = await File.ReadAllTextAsync(Repository.PathOf("samples", "linux", "contacts-import.service"));
        var timer = await File.ReadAllTextAsync(Repository.PathOf("samples", "linux", "contacts-import.timer"));
        Assert.Matches(@"(?m)^ExecStart=/usr/bin/flock --nonblock .* /usr/bin/pwsh -NoProfile -NonInteractive -File ", unit);
        Assert.Matches("(?m)^EnvironmentFile=/", unit);
        Assert.Matches(@"(?m)^\[Install\]\nWantedBy=timers.target$", timer.ReplaceLineEndings("\n"));
        if (!File.Exists("/usr/bin/systemd-analyze"))
        {
            return;
        }

        // A machine that runs the tests need not have pwsh in the folder that the sample names.
        folder.Write("contacts-import.service", unit.Replace("/usr/bin/pwsh", "/usr/bin/env pwsh", StringComparison.Ordinal).Replace("/usr/bin/flock", "/usr/bin/env flock", StringComparison.Ordinal));
        var dropIn = await File.ReadAllTextAsync(Repository.PathOf("samples", "linux", "nightly-sync.conf"));
        folder.Write("contacts-sync.service", unit + dropIn.Replace("/usr/bin/pwsh", "/usr/bin/env pwsh", StringComparison.Ordinal));
        using var systemd = Process.Start(new ProcessStartInfo("/usr/bin/systemd-analyze", ["verify", "--man=no", folder.PathOf("contacts-import.service"), folder.PathOf("contacts-sync.service"), folder.Write("contacts-import.timer", timer)]) { UseShellExecute = false, RedirectStandardError = true })!;
        Assert.Equal(string.Empty, await systemd.StandardError.ReadToEndAsync());
    }

    [Fact]
    public void Only_the_step_of_the_GitHub_job_that_imports_has_the_secrets()
    {
        var steps = (YamlSequenceNode)Yaml("github-actions.yml")["jobs"]["import"]["steps"];
        var importing = Assert.Single(steps.OfType<YamlMappingNode>(), step => step.Children.ContainsKey("env"));
        Assert.Contains("import-contacts.ps1", importing["run"].ToString(), StringComparison.Ordinal);
        Assert.All((YamlMappingNode)importing["env"], variable => Assert.Equal($"${{{{ secrets.{variable.Key} }}}}", variable.Value.ToString()));
    }

    [Fact]
    public void The_GitLab_job_keeps_its_secrets_out_of_the_file()
    {
        var job = (YamlMappingNode)Yaml("gitlab-ci.yml")["import-contacts"];
        Assert.DoesNotContain("variables", job.Children.Keys.Select(key => key.ToString()));
        Assert.Contains((YamlSequenceNode)job["script"], line => line.ToString().Contains("import-contacts.ps1", StringComparison.Ordinal));
        Assert.Equal("1", job["allow_failure"]["exit_codes"].ToString());
    }

    private static YamlNode Yaml(string file)
    {
        using var text = File.OpenText(Repository.PathOf("samples", "ci", file));
        var yaml = new YamlStream();
        yaml.Load(text);
        return Assert.Single(yaml.Documents).RootNode;
    }
}
