<#
.SYNOPSIS
    Runs nightly-sync.ps1 in shares: on several machines, or in several processes of this machine.
.DESCRIPTION
    Of N machines, the first takes share 1/N and the last N/N. The share of a row depends only on its key, so all shares together
    are the whole file, and nothing is done twice. docs/scheduling.md says when this pays. One process with a higher -ThrottleLimit is often as fast.

    The exit code is the most severe one of all shares:
      0  All shares are done.
      1  Some rows were rejected.
      2  A share failed: its machine was not reached, its process did not reach its end, or it ended with 2. Standard error
         names each such share. Run it again alone: nightly-sync.ps1 -Partition 3/8
      3  The outcome of some rows is unknown.

    The last line is the sum of all shares that reported their counts. Each share writes files of its own: customers.3-of-8.rejected.csv and so on.
    A row without a key belongs to no share. The first share reports it.

    -MaximumPrunePercent is a percentage of the whole account in each share, so all shares allow or refuse alike.

    UNVERIFIED: this was not run on a second machine. -Process is tested. Of -ComputerName, the part that runs on a machine was run on this one.
.PARAMETER Path
    The file. With -ComputerName, each machine must have it under the same path, as well as nightly-sync.ps1. A machine whose file
    differs from this one does nothing. A UNC path is a second hop, for which remoting passes no credentials unless it is set up to do so.
.PARAMETER ComputerName
    The machines, separated by commas. They need PowerShell remoting and the module.
.PARAMETER Process
    The number of processes to start on this machine.
.PARAMETER Prune
    As in nightly-sync.ps1. The same applies to ExternalDataProperty, MatchOn, Delimiter, Encoding, MaximumPrunePercent, ThrottleLimit, BaseUri and Module.
.PARAMETER Credential
    The application key and the token. Default: the environment variables CONTACTSPS_APPLICATION_KEY and CONTACTSPS_AUTHORIZATION of this process.
    Processes get them in their environment, and machines through remoting, which encrypts them: never on a command line.
.PARAMETER AccountPath
    A PSCredential that Export-Clixml wrote under the same account on this machine. Only on Windows: on other systems it is not encrypted.
.PARAMETER Job
    The path of nightly-sync.ps1. Default: beside this file.
#>
# All parameters are text: a value that PowerShell cannot convert would end the job with 1 before it can end with 2.
param(
    [string] $Path,
    [string[]] $ComputerName,
    [string] $Process,
    [string[]] $ExternalDataProperty,
    [string[]] $MatchOn,
    [string] $Delimiter,
    [string] $Encoding,
    [switch] $Prune,
    [string] $MaximumPrunePercent,
    [string] $ThrottleLimit,
    [pscredential] $Credential,
    [string] $AccountPath,
    [string] $BaseUri,
    [string] $Module = 'ContactsPS',
    [string] $Job = "$PSScriptRoot/nightly-sync.ps1"
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

# Runs on a machine: starts the job if its file has the expected hash. Without a job, it returns the hash of the file.
$onMachine = {
    param($File, $Job, $Parameters, $Account, $Hash)
    $stream = [IO.File]::OpenRead($File)
    try { $own = [BitConverter]::ToString([Security.Cryptography.SHA256]::Create().ComputeHash($stream)) }
    finally { $stream.Dispose() }
    if (-not $Job) { return $own }
    if ($own -ne $Hash) { throw "The file $File on this machine differs from the one on the machine that runs scale-out.ps1." }
    $env:CONTACTSPS_APPLICATION_KEY = $Account.UserName
    $env:CONTACTSPS_AUTHORIZATION = $Account.GetNetworkCredential().Password
    $output = @(& $Job -Path $File @Parameters)
    [pscustomobject]@{ ExitCode = $LASTEXITCODE; Line = "$($output[-1])"; Error = '' }
}

# Quotes an argument by the rules of Windows, which .NET follows on other systems too.
function ConvertTo-Argument($Text) { '"{0}"' -f ($Text -replace '(\\*)"', '$1$1\"' -replace '(\\+)$', '$1$1') }

# Starts this PowerShell again, with the key and the token in its environment.
function Invoke-Share($File, $Parameters, $Account) {
    $engine = [Diagnostics.Process]::GetCurrentProcess().MainModule.FileName
    $words = @()
    if ([IO.Path]::GetFileNameWithoutExtension($engine) -eq 'dotnet') { $words += [Environment]::GetCommandLineArgs()[0] }
    $words += '-NoProfile', '-NonInteractive', '-File', $Job, '-Path', $File
    foreach ($name in $Parameters.Keys) { $words += if ($Parameters[$name] -is [bool]) { "-$name" } else { "-$name", $Parameters[$name] } }
    $start = [Diagnostics.ProcessStartInfo]::new($engine, (@($words | ForEach-Object { ConvertTo-Argument $_ }) -join ' '))
    $start.UseShellExecute = $false
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    $start.Environment['CONTACTSPS_APPLICATION_KEY'] = $Account.UserName
    $start.Environment['CONTACTSPS_AUTHORIZATION'] = $Account.GetNetworkCredential().Password
    $running = [Diagnostics.Process]::Start($start)
    @{ Process = $running; Output = $running.StandardOutput.ReadToEndAsync(); Errors = $running.StandardError.ReadToEndAsync() }
}

function Receive-Share($Running) {
    $lines = @($Running.Output.Result -split '\r?\n' | Where-Object { $_ })
    $Running.Process.WaitForExit()
    [pscustomobject]@{ ExitCode = $Running.Process.ExitCode; Line = "$(if ($lines) { $lines[-1] })"; Error = $Running.Errors.Result.Trim() }
}

$names = 'created', 'updated', 'removed', 'unchanged', 'rejected', 'unknown'
$sum = @{}
$shares = @()
$reported = 0
$code = 0
try {
    if ($args) { throw "Unknown parameter: $args" }
    if (-not $Path) { throw 'The parameter -Path is missing. Give a file, for example -Path customers.csv' }
    $file = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
    if (-not [IO.File]::Exists($file)) { throw "The file $file does not exist." }
    $machines = @($ComputerName | ForEach-Object { "$_" -split ',' } | ForEach-Object Trim | Where-Object { $_ })
    $count = if ($Process) { $Process -as [int] } else { $machines.Count }
    if ([bool]$Process -eq [bool]$machines -or $count -lt 1) { throw 'Give either -ComputerName, such as one,two,three, or -Process, such as 4.' }

    if ($AccountPath) { $Credential = Import-Clixml -Path $AccountPath }
    elseif (-not $Credential -and $env:CONTACTSPS_APPLICATION_KEY -and $env:CONTACTSPS_AUTHORIZATION) {
        $Credential = [pscredential]::new($env:CONTACTSPS_APPLICATION_KEY, [Net.NetworkCredential]::new('', $env:CONTACTSPS_AUTHORIZATION).SecurePassword)
    }
    if (-not $Credential) { throw 'There are no credentials. Give -AccountPath or -Credential, or set CONTACTSPS_APPLICATION_KEY and CONTACTSPS_AUTHORIZATION.' }
    if (-not $BaseUri) { $BaseUri = $env:CONTACTSPS_BASE_URI }

    $asked = @{
        ExternalDataProperty = $ExternalDataProperty -join ','; MatchOn = $MatchOn -join ','; Delimiter = $Delimiter; Encoding = $Encoding; Prune = [bool]$Prune
        MaximumPrunePercent = $MaximumPrunePercent; ThrottleLimit = $ThrottleLimit; BaseUri = $BaseUri; Module = $Module
    }
    $hash = if ($machines) { & $onMachine -File $file }
    $shares = @(foreach ($number in 1..$count) {
        $parameters = @{ Partition = "$number/$count" }
        foreach ($name in $asked.Keys) { if ($asked[$name]) { $parameters[$name] = $asked[$name] } }
        if ($machines) {
            $machine = $machines[$number - 1]
            $running = Invoke-Command -ComputerName $machine -ScriptBlock $onMachine -ArgumentList $file, $Job, $parameters, $Credential, $hash -AsJob
        }
        else {
            $machine = 'this machine'
            $running = Invoke-Share $file $parameters $Credential
        }
        @{ Share = $parameters.Partition; Machine = $machine; Running = $running }
    })
}
catch {
    [Console]::Error.WriteLine("scale-out: $_")
    $code = 2
}

foreach ($share in $shares) {
    $end = try { if ($machines) { Receive-Job -Job $share.Running -Wait -ErrorAction Stop } else { Receive-Share $share.Running } }
    catch { [pscustomobject]@{ ExitCode = 2; Line = ''; Error = "$_" } }
    $shareCode = 2
    if ($end.Line -match ('^nightly-sync {0}: {1}$' -f $share.Share, (($names | ForEach-Object { "(?<$_>\d+) $_" }) -join ', '))) {
        $reported++
        foreach ($name in $names) { $sum[$name] += [long]$Matches[$name] }
        $shareCode = $end.ExitCode
    }
    if ($end.Error) { [Console]::Error.WriteLine($end.Error) }
    if ($shareCode -eq 2) { [Console]::Error.WriteLine("scale-out: share $($share.Share) on $($share.Machine) failed. Run it again alone: nightly-sync.ps1 -Partition $($share.Share)") }
    $code = [Math]::Max($code, $shareCode)
}

'scale-out: {0} of {1} shares: {2}' -f $reported, $shares.Count, (($names | ForEach-Object { "$([long]$sum[$_]) $_" }) -join ', ')
exit $code
