# Compares a CSV with an account that holds the same (ours), beside reading that file with Import-Csv and nothing else (shell). Writes "<side> <seconds> <rows>" for each turn that counts.
param(
    [string] $BaseUri,
    [string] $Manifest,
    [int] $WarmUp,
    [int] $Rounds
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
. "$PSScriptRoot/Account.ps1"
. "$PSScriptRoot/Turns.ps1"
Import-Module Microsoft.PowerShell.Utility
Import-Module $Manifest
Connect-ContactService -Credential $account -BaseUri $BaseUri

$path = [IO.Path]::ChangeExtension([IO.Path]::GetTempFileName(), '.csv')
try {
    $file = [IO.StreamWriter]::new($path)
    $file.WriteLine('ExternalId,Email,PhoneNumber,FirstName,LastName,City')
    Get-Contact | ForEach-Object { $file.WriteLine("$($_.ExternalId),$($_.Email),$($_.PhoneNumber),$($_.FirstName),$($_.LastName),$($_.ExternalData.City)") }
    $file.Dispose()
    Measure-Turn -WarmUp $WarmUp -Rounds $Rounds -Sides ([ordered]@{
        ours  = { $null = Sync-Contact -Path $path -ExternalDataProperty City; (Get-ContactConnection).LastRun.Done }
        shell = { $rows = Import-Csv $path; $rows.Count }
    })
} finally {
    Remove-Item $path
}
