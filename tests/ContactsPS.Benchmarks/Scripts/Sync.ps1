# Syncs an account with rows in memory, of which one in a hundred differs: with Sync-Contact (ours), by sending all rows again with Set-Contact (upload), and
# without the module (theirs): an Invoke-RestMethod loop, Compare-Object, and the differences in batches of 100. Writes "<side> <seconds> <contacts>".
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
Connect-ContactService -Credential $account -BaseUri $BaseUri -ThrottleLimit 8

$number = 0
$rows = Get-Contact | ForEach-Object {
    $number++
    [pscustomobject]@{
        Id = $_.Id; ExternalId = $_.ExternalId; Email = $_.Email; PhoneNumber = $_.PhoneNumber
        FirstName = if ($number % 100) { $_.FirstName } else { 'Changed' }; LastName = $_.LastName; CompanyName = $_.CompanyName
        City = $_.ExternalData.City; LoyaltyPoints = $_.ExternalData.LoyaltyPoints
    }
}
$fields = 'Id', 'ExternalId', 'Email', 'PhoneNumber', 'FirstName', 'LastName', 'CompanyName', 'City', 'LoyaltyPoints'

$sides = [ordered]@{
    ours   = { @($rows | Sync-Contact -ExternalDataProperty City, LoyaltyPoints).Count }
    upload = { @($rows | Set-Contact -ExternalDataProperty City, LoyaltyPoints -PassThru).Count }
    theirs = {
        $held = [System.Collections.Generic.List[object]]::new()
        do {
            $page = Invoke-RestMethod -Uri "$BaseUri/contact?offset=$($held.Count)&limit=1000" -Headers $headers -SkipHttpErrorCheck
            foreach ($contact in $page.data) {
                $held.Add([pscustomobject]@{
                    Id = $contact.id; ExternalId = $contact.externalId; Email = $contact.email; PhoneNumber = $contact.phoneNumber
                    FirstName = $contact.firstName; LastName = $contact.lastName; CompanyName = $contact.companyName
                    City = $contact.externalData.City; LoyaltyPoints = $contact.externalData.LoyaltyPoints
                })
            }
        } while ($page.data.Count -eq 1000)

        $different = @(Compare-Object $held $rows -Property $fields | Where-Object SideIndicator -eq '=>')
        for ($i = 0; $i -lt $different.Count; $i += 100) {
            $batch = foreach ($row in $different[$i..([Math]::Min($i + 99, $different.Count - 1))]) {
                @{ id = [long]$row.Id; data = @{
                    email = $row.Email; phoneNumber = $row.PhoneNumber; firstName = $row.FirstName; lastName = $row.LastName; companyName = $row.CompanyName
                    externalData = @{ City = $row.City; LoyaltyPoints = $row.LoyaltyPoints }
                } }
            }
            $null = Invoke-RestMethod -Uri "$BaseUri/contact" -Method Put -Headers $headers -ContentType 'application/json' -Body (ConvertTo-Json @($batch) -Depth 6)
        }

        $held.Count
    }
}

Measure-Turn $sides -WarmUp $WarmUp -Rounds $Rounds
