# What a row costs in the pipeline, with the server near: cmdlets that take rows, beside one that only reads their columns and writes an object (engine). Batches are of 1000.
# Writes "<side> <seconds> <contacts>" for each turn that counts.
param(
    [string] $BaseUri,
    [string] $Manifest,
    [string] $EmptyModule,
    [int] $Contacts,
    [int] $WarmUp,
    [int] $Rounds
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
. "$PSScriptRoot/Account.ps1"
. "$PSScriptRoot/Turns.ps1"
Import-Module $Manifest
Import-Module $EmptyModule
Connect-ContactService -Credential $account -BaseUri $BaseUri

$rows = for ($i = 1; $i -le $Contacts; $i++) {
    [pscustomobject]@{
        ExternalId = "N-$i"; Email = "anna.$i@example.com"; PhoneNumber = "+48$(600000000 + $i)"; FirstName = 'Anna'; LastName = 'Nowak'
        CompanyName = 'Nowak i Synowie sp. z o.o.'; City = 'Gdynia'; LoyaltyPoints = $i % 5000
    }
}
$held = Get-Contact | ForEach-Object {
    [pscustomobject]@{
        ExternalId = $_.ExternalId; Email = $_.Email; PhoneNumber = $_.PhoneNumber; FirstName = $_.FirstName; LastName = $_.LastName
        CompanyName = $_.CompanyName; City = $_.ExternalData.City; LoyaltyPoints = $_.ExternalData.LoyaltyPoints
    }
}
$fields = @{ ExternalDataProperty = 'City', 'LoyaltyPoints'; BatchSize = 1000 }

Measure-Turn -WarmUp $WarmUp -Rounds $Rounds -Sides ([ordered]@{
    engine    = { $out = $rows | Read-Row; $out.Count }
    create    = { $out = $rows | New-Contact @fields; $out.Count }
    update    = { $null = $rows | Set-Contact @fields; (Get-ContactConnection).LastRun.Done }
    subscribe = { $null = Get-Contact | Set-ContactSubscription -Channel Email -State Unsubscribed -BatchSize 1000; (Get-ContactConnection).LastRun.Done }
    sync      = { $null = $held | Sync-Contact @fields; (Get-ContactConnection).LastRun.Done }
})
