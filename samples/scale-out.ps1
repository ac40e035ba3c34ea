<#
.SYNOPSIS
    Runs nightly-sync.ps1 in shares: on many machines, or in several processes of this one.
.DESCRIPTION
    Of N machines the first takes share 1/N and the last N/N. Which share a row falls into hangs on its key alone, so all shares together
    are the whole, and nothing is done twice. docs/scheduling.md says when this pays; one process with a higher -ThrottleLimit often does as well.

    Exit codes are those of nightly-sync.ps1, the gravest of all shares:
      0  All shares are done.
      1  Some rows were rejected.
      2  A share was not done: its machine was not reached, its process did not get to its end, or it ended with 2. Each is told on
         standard error with the share; run that one again alone: nightly-sync.ps1 -Partition 3/8
      3  Of some rows nobody knows.

    The last line is the sum of all shares that told theirs. Each share leaves its files where it ran: customers.3-of-8.rejected.csv and so on.
    A row without a key falls into no share; the first share tells of it.

    -MaximumPrunePercent is of the whole account in each share: they allow or refuse alike.

    UNVERIFIED: there was no second machine here. -Process is tested; of -ComputerName, what runs on a machine was run on this one.
.PARAMETER Path
    The file. With -ComputerName it lies on every machine under the same path, as nightly-sync.ps1 does; a machine whose file is not
    the very same as the one here does nothing. A UNC path is a second hop, for which remoting passes no credentials unless it is set up so.
.PARAMETER ComputerName
    The machines, separated by commas. They have PowerShell remoting and the module.
.PARAMETER Process
    How many processes to start on this machine.
.PARAMETER Prune
    As with nightly-sync.ps1, and so are ExternalDataProperty, MatchOn, Delimiter, Encoding, MaximumPrunePercent, ThrottleLimit, BaseUri and Module.
.PARAMETER Credential
    Application key and token. Default: the environment variables CONTACTSPS_APPLICATION_KEY and CONTACTSPS_AUTHORIZATION of this process.
    Processes get them in their environment, machines through remoting, which encrypts them: never on a command line.
.PARAMETER AccountPath
    A PSCredential that Export-Clixml wrote under the same account on this machine. On Windows alone: elsewhere it is not encrypted.
.PARAMETER Job
    nightly-sync.ps1; default: beside this file.
#>
# Plain texts on purpose: what does not convert would end the job with 1 before it can say 2.
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

# What runs on a machine: the job, where its file is the one that is meant. Without a job it tells the file's print alone.
$onMachine = {
    param($File, $Job, $Parameters, $Account, $Print)
    $stream = [IO.File]::OpenRead($File)
    try { $own = [BitConverter]::ToString([Security.Cryptography.SHA256]::Create().ComputeHash($stream)) }
    finally { $stream.Dispose() }
    if (-not $Job) { return $own }
    if ($own -ne $Print) { throw "$File is another file there than here" }
    $env:CONTACTSPS_APPLICATION_KEY = $Account.UserName
    $env:CONTACTSPS_AUTHORIZATION = $Account.GetNetworkCredential().Password
    $said = @(& $Job -Path $File @Parameters)
    [pscustomobject]@{ ExitCode = $LASTEXITCODE; Line = "$($said[-1])"; Said = '' }
}

# A word of a command line, by the rules of Windows, by which .NET reads it elsewhere too.
function ConvertTo-Word($Text) { '"{0}"' -f ($Text -replace '(\\*)"', '$1$1\"' -replace '(\\+)$', '$1$1') }

# The same PowerShell as this one, with key and token in its environment.
function Invoke-Share($File, $Parameters, $Account) {
    $engine = [Diagnostics.Process]::GetCurrentProcess().MainModule.FileName
    $words = @()
    if ([IO.Path]::GetFileNameWithoutExtension($engine) -eq 'dotnet') { $words += [Environment]::GetCommandLineArgs()[0] }
    $words += '-NoProfile', '-NonInteractive', '-File', $Job, '-Path', $File
    foreach ($name in $Parameters.Keys) { $words += if ($Parameters[$name] -is [bool]) { "-$name" } else { "-$name", $Parameters[$name] } }
    $start = [Diagnostics.ProcessStartInfo]::new($engine, (@($words | ForEach-Object { ConvertTo-Word $_ }) -join ' '))
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
    [pscustomobject]@{ ExitCode = $Running.Process.ExitCode; Line = "$(if ($lines) { $lines[-1] })"; Said = $Running.Errors.Result.Trim() }
}

$names = 'created', 'updated', 'removed', 'unchanged', 'rejected', 'unknown'
$sum = @{}
$shares = @()
$told = 0
$code = 0
try {
    if ($args) { throw "This is no parameter: $args" }
    if (-not $Path) { throw 'Name the file: -Path customers.csv' }
    $file = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
    if (-not [IO.File]::Exists($file)) { throw "There is no file $file" }
    $machines = @($ComputerName | ForEach-Object { "$_" -split ',' } | ForEach-Object Trim | Where-Object { $_ })
    $count = if ($Process) { $Process -as [int] } else { $machines.Count }
    if ([bool]$Process -eq [bool]$machines -or $count -lt 1) { throw 'Say where it runs: -ComputerName one,two,three or -Process 4' }

    if ($AccountPath) { $Credential = Import-Clixml -Path $AccountPath }
    elseif (-not $Credential -and $env:CONTACTSPS_APPLICATION_KEY -and $env:CONTACTSPS_AUTHORIZATION) {
        $Credential = [pscredential]::new($env:CONTACTSPS_APPLICATION_KEY, [Net.NetworkCredential]::new('', $env:CONTACTSPS_AUTHORIZATION).SecurePassword)
    }
    if (-not $Credential) { throw 'Say who may come in: -AccountPath, -Credential, or CONTACTSPS_APPLICATION_KEY and CONTACTSPS_AUTHORIZATION.' }
    if (-not $BaseUri) { $BaseUri = $env:CONTACTSPS_BASE_URI }

    $asked = @{
        ExternalDataProperty = $ExternalDataProperty -join ','; MatchOn = $MatchOn -join ','; Delimiter = $Delimiter; Encoding = $Encoding; Prune = [bool]$Prune
        MaximumPrunePercent = $MaximumPrunePercent; ThrottleLimit = $ThrottleLimit; BaseUri = $BaseUri; Module = $Module
    }
    $print = if ($machines) { & $onMachine -File $file }
    $shares = @(foreach ($number in 1..$count) {
        $parameters = @{ Partition = "$number/$count" }
        foreach ($name in $asked.Keys) { if ($asked[$name]) { $parameters[$name] = $asked[$name] } }
        if ($machines) {
            $where = $machines[$number - 1]
            $running = Invoke-Command -ComputerName $where -ScriptBlock $onMachine -ArgumentList $file, $Job, $parameters, $Credential, $print -AsJob
        }
        else {
            $where = 'this machine'
            $running = Invoke-Share $file $parameters $Credential
        }
        @{ Share = $parameters.Partition; Where = $where; Running = $running }
    })
}
catch {
    [Console]::Error.WriteLine("scale-out: $_")
    $code = 2
}

foreach ($share in $shares) {
    $end = try { if ($machines) { Receive-Job -Job $share.Running -Wait -ErrorAction Stop } else { Receive-Share $share.Running } }
    catch { [pscustomobject]@{ ExitCode = 2; Line = ''; Said = "$_" } }
    $worth = 2
    if ($end.Line -match ('^nightly-sync {0}: {1}$' -f $share.Share, (($names | ForEach-Object { "(?<$_>\d+) $_" }) -join ', '))) {
        $told++
        foreach ($name in $names) { $sum[$name] += [long]$Matches[$name] }
        $worth = $end.ExitCode
    }
    if ($end.Said) { [Console]::Error.WriteLine($end.Said) }
    if ($worth -eq 2) { [Console]::Error.WriteLine("scale-out: share $($share.Share) on $($share.Where) was not done. Run it again alone: nightly-sync.ps1 -Partition $($share.Share)") }
    $code = [Math]::Max($code, $worth)
}

'scale-out: {0} of {1} shares: {2}' -f $told, $shares.Count, (($names | ForEach-Object { "$([long]$sum[$_]) $_" }) -join ', ')
exit $code
