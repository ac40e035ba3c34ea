# Every operation of the module on contacts, and its reversal: the account is unchanged at the end.
# Variables: $worker, $cycle, $n, $group, $throttle, $credential, $baseUri; $shared is a connection of all workers, or $null.
function Expect([string] $What, [int] $Count, [int] $Expected) {
    if ($Count -ne $Expected) { throw "Worker $worker, cycle ${cycle}: $What $Count instead of $Expected." }
}

$connection = $shared
if (-not $connection) {
    $connection = Connect-ContactService -Credential $credential -BaseUri $baseUri -Name "worker-$worker" -ThrottleLimit $throttle -MaximumRetryCount 10 -PassThru
}

$PSDefaultParameterValues = @{ '*-Contact*:Connection' = $connection }
$rows = & { for ($i = 1; $i -le $n; $i++) { [pscustomobject]@{ ExternalId = "S-$worker-$cycle-$i"; Email = "soak.$worker.$i@example.com"; FirstName = 'Małgorzata'; City = 'Łódź' } } }
$made = @($rows | New-Contact -AddToGroup $group -ExternalDataProperty City)
Expect created $made.Count $n
Expect 'of them distinct' ([Collections.Generic.HashSet[long]] $made.Id).Count $n

# Other workers remove contacts meanwhile, so only the list of the group does not change.
Get-Contact -PageSize 100 | ForEach-Object { $null = $_.Email }
Expect 'read in the group' @(Get-Contact -GroupId $group -PageSize 10).Count $n
Expect 'read of the first' @(Get-Contact -First 5).Count 5

Expect changed @($made | Set-Contact -FirstName { "Anna-$($_.Id)" } -PassThru).Count $n
Expect unsubscribed @($made | Set-ContactSubscription -Channel sms -State Unsubscribed -PassThru).Count $n
Expect subscribed @($made | Set-ContactSubscription -Channel sms -State Subscribed -PassThru).Count $n

# Changed while they are read: the changes are deferred and sent afterwards.
Expect 'changed while read' @(Get-Contact -GroupId $group -PageSize 10 | Set-Contact -LastName Nowak -PassThru).Count $n
$few = @(Get-Contact -GroupId $group -PageSize 10 -First 20 | Remove-ContactGroup -GroupId $group -PassThru)
Expect 'taken out of the group' $few.Count 20
Expect 'left in the group' @(Get-Contact -GroupId $group).Count ($n - 20)
Expect 'put into the group' @($few | Add-ContactGroup -GroupId $group -PassThru).Count 20

Expect removed @($made | Remove-Contact -Confirm:$false -PassThru).Count $n
Expect 'left behind' @(Get-Contact -GroupId $group).Count 0
if (-not $shared) { Disconnect-ContactService -Name "worker-$worker" }
