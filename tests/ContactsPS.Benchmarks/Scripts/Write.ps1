# Creates contacts from rows in memory, with New-Contact (ours) and with one Invoke-RestMethod per contact (theirs), in turns. A share of theirs is
# really sent, and the time for all is computed from it. Writes "<side> <seconds> <contacts>" for each turn that counts.
param(
    [string] $BaseUri,
    [string] $Manifest,
    [int] $Contacts,
    [int] $Share,
    [int] $WarmUp,
    [int] $Rounds
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
. "$PSScriptRoot/Account.ps1"
Import-Module $Manifest
Connect-ContactService -Credential $account -BaseUri $BaseUri -ThrottleLimit 8

$rows = foreach ($i in 1..$Contacts) {
    [pscustomobject]@{
        ExternalId = "N-$i"; Email = "anna.$i@example.com"; PhoneNumber = "+48$(600000000 + $i)"; FirstName = 'Małgorzata'; LastName = 'Śliwińska'
        CompanyName = 'Nowak i Synowie sp. z o.o.'; City = 'Łódź'; LoyaltyPoints = $i % 5000
    }
}
$some = $rows[0..($Share - 1)]

for ($round = -$WarmUp; $round -lt $Rounds; $round++) {
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $created = $rows | New-Contact -ExternalDataProperty City, LoyaltyPoints
    $ours = $watch.Elapsed.TotalSeconds

    $watch.Restart()
    $answers = foreach ($row in $some) {
        $contact = @{
            externalId = $row.ExternalId; email = $row.Email; phoneNumber = $row.PhoneNumber; firstName = $row.FirstName; lastName = $row.LastName
            companyName = $row.CompanyName; externalData = @{ City = $row.City; LoyaltyPoints = $row.LoyaltyPoints }
        }
        Invoke-RestMethod -Uri "$BaseUri/contact" -Method Post -Headers $headers -ContentType 'application/json' -Body (ConvertTo-Json @($contact) -Depth 5)
    }
    $theirs = $watch.Elapsed.TotalSeconds * $Contacts / $Share

    if ($round -ge 0) {
        "ours $ours $($created.Count)"
        "theirs $theirs $($answers.data.Count * $Contacts / $Share)"
    }
}
