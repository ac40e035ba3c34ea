# Dot-sourced in BeforeAll: imports the module under test and connects it to a sandbox of this file.
$root = (Resolve-Path "$PSScriptRoot/../..").ProviderPath
$samples = (Resolve-Path "$root/samples").ProviderPath
$manifest = if ($env:CONTACTSPS_MODULE) { $env:CONTACTSPS_MODULE } else { (Resolve-Path "$root/ContactsPS.psd1").ProviderPath }
# Starts another session of this PowerShell. The current process may be dotnet, if pwsh runs as a .NET tool.
$shell = Join-Path $PSHOME $(if ($PSVersionTable.PSEdition -eq 'Core') { 'pwsh' } else { 'powershell' })

Import-Module $manifest -Force
Get-ContactConnection | ForEach-Object { Disconnect-ContactService $_.Name }
$sandbox = Start-ContactSandbox
$sandbox | Connect-ContactService

function Get-Change([int] $After = 0) {
    $sandbox.Requests | Select-Object -Skip $After | Where-Object Method -NE 'GET'
}

function Get-ErrorId($ErrorRecord) {
    ($ErrorRecord.FullyQualifiedErrorId -split ',')[0]
}

# Runs a script as a separate user would, with a home folder in TestDrive, and returns its output. So it reads and writes nothing of this user: no vault,
# no installed module, no registered repository. This does not work on Windows, because .NET asks the system for these folders and not the environment.
function Invoke-AsNewUser([string] $Script, [string] $ModulePath = $env:PSModulePath) {
    $drive = (Resolve-Path $TestDrive).ProviderPath
    # .NET knows a folder for settings only if it exists; without one, NuGet writes its settings into the working folder.
    $null = New-Item "$drive/home/.config" -ItemType Directory -Force
    Set-Content "$drive/session.ps1" "`$ErrorActionPreference = 'Stop'`n$Script" -Encoding UTF8
    $changes = @{
        HOME = "$drive/home"; XDG_DATA_HOME = $null; XDG_CONFIG_HOME = $null; XDG_CACHE_HOME = $null; PSModulePath = $ModulePath
        POWERSHELL_TELEMETRY_OPTOUT = '1'; POWERSHELL_UPDATECHECK = 'Off'; NO_COLOR = '1'
    }
    $kept = @{}
    Push-Location $drive
    try {
        foreach ($name in $changes.Keys) {
            $kept[$name] = [Environment]::GetEnvironmentVariable($name)
            [Environment]::SetEnvironmentVariable($name, $changes[$name])
        }
        $said = & $shell -NoProfile -NonInteractive -File "$drive/session.ps1" 2>&1 | ForEach-Object { "$_" }
    }
    finally {
        Pop-Location
        foreach ($name in $kept.Keys) { [Environment]::SetEnvironmentVariable($name, $kept[$name]) }
    }
    if ($LASTEXITCODE -ne 0) { throw "It ended with $LASTEXITCODE`: $($said -join "`n")" }
    $said
}
