Describe 'Parallel use' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
    BeforeAll {
        . "$PSScriptRoot/Start-Session.ps1"
        $path = (Get-Module ContactsPS).Path -replace 'bin[\\/]ContactsPS\.psm1$', 'ContactsPS.psd1'
        $c = Get-ContactConnection Default
    }
    AfterAll { Stop-ContactSandbox }

    It 'gives every parallel block its own results over one connection, within the limit of the connection' {
        $limited = $sandbox | Connect-ContactService -Name Limited -ThrottleLimit 3 -PassThru
        $found = 1..40 | ForEach-Object -ThrottleLimit 8 -Parallel {
            Import-Module $using:path
            $null = New-Contact -ExternalId "P-$_" -Email "p$_@example.com" -Connection $using:limited
            Set-Contact -ExternalId "P-$_" -FirstName "Name $_" -Connection $using:limited
            [pscustomobject]@{ Number = $_; FirstName = (Get-Contact -ExternalId "P-$_" -Connection $using:limited).FirstName }
        }
        @($found).Count | Should -Be 40
        $found | ForEach-Object { $_.FirstName | Should -Be "Name $($_.Number)" }
        $sandbox.MostInFlight | Should -BeLessOrEqual 3
        Disconnect-ContactService Limited
        $sandbox | Connect-ContactService
    }
    It 'does not find the account of another block in a reused runspace' {
        $found = 1..12 | ForEach-Object -ThrottleLimit 2 -Parallel {
            Import-Module $using:path
            try { $null = Get-Contact -ErrorAction Stop; 'connected' } catch { ($_.FullyQualifiedErrorId -split ',')[0] }
            $own = Start-ContactSandbox
            $own | Connect-ContactService
            $null = New-Contact -Email "own$_@example.com"
            (Get-Contact).Email
            $own | Stop-ContactSandbox
        }
        @($found | Where-Object { $_ -eq 'NotConnected' }).Count | Should -Be 12
        $found | Where-Object { $_ -ne 'NotConnected' } | Sort-Object | Should -Be (1..12 | ForEach-Object { "own$_@example.com" } | Sort-Object)
    }
    It 'reads in a thread job while a pipeline changes contacts' -Skip:(-not (Get-Command Start-ThreadJob -ErrorAction Ignore)) {
        $null = 1..200 | ForEach-Object { @{ ExternalId = "J-$_"; Email = "j$_@example.com" } } | New-Contact -Connection $c
        $job = Start-ThreadJob {
            Import-Module $using:path
            $c = $using:c
            1..10 | ForEach-Object { @(Get-Contact -PageSize 20 -Connection $c | Where-Object ExternalId -Like 'J-*').Count }
        }
        1..200 | ForEach-Object { @{ ExternalId = "J-$_"; FirstName = "New $_" } } | Set-Contact -BatchSize 10 -Connection $c
        $counts = $job | Receive-Job -Wait -AutoRemoveJob
        $counts | Select-Object -Unique | Should -Be 200
        @(Get-Contact -Connection $c | Where-Object FirstName -Like 'New *').Count | Should -Be 200
    }
    It 'uses a separate account in each thread job' -Skip:(-not (Get-Command Start-ThreadJob -ErrorAction Ignore)) {
        $jobs = 1..3 | ForEach-Object {
            $number = $_
            Start-ThreadJob {
                Import-Module $using:path
                $user = $using:number
                Start-ContactSandbox | Connect-ContactService
                $null = 1..20 | ForEach-Object { @{ Email = "c$_-of-$user@example.com" } } | New-Contact -BatchSize 3
                "$user $(@(Get-Contact | Where-Object Email -Like "*-of-$user@example.com").Count)"
                Stop-ContactSandbox
            }
        }
        $jobs | Receive-Job -Wait -AutoRemoveJob | Sort-Object | Should -Be '1 20', '2 20', '3 20'
    }
    It 'is not blocked by a runspace that waits for a slow service' -Skip:(-not (Get-Command Start-ThreadJob -ErrorAction Ignore)) {
        $slow = Start-ContactSandbox -DelayMilliseconds 60000
        $waiting = $slow | Connect-ContactService -Name Slow -PassThru
        $job = Start-ThreadJob { Import-Module $using:path; Get-Contact -Connection $using:waiting }
        while ($slow.RequestCount -eq 0 -and $job.State -ne 'Failed') { [System.Threading.Thread]::Yield() | Out-Null }
        (New-Contact -Email quick@example.com -Connection $c).Email | Should -Be 'quick@example.com'
        $job.State | Should -Be 'Running'
        $job | Stop-Job -PassThru | Remove-Job
        $slow | Stop-ContactSandbox
        Disconnect-ContactService Slow
    }
}

Describe 'A downstream stop' {
    BeforeAll {
        . "$PSScriptRoot/Start-Session.ps1"
        $rows = 1..60 | ForEach-Object { [pscustomobject]@{ ExternalId = "S-$_"; Email = "s$_@example.com" } }
    }
    BeforeEach { $before = $sandbox.RequestCount }
    AfterAll { Stop-ContactSandbox }

    It 'lets sent writes finish, starts no new ones, and leaves no outcome unknown' {
        @($rows | New-Contact -BatchSize 5 | Select-Object -First 1).Count | Should -Be 1
        $sent = @(Get-Change $before)
        $sent.Count | Should -BeGreaterThan 0
        $sent.Count | Should -BeLessThan 12
        @(Get-Contact | Where-Object ExternalId -Like 'S-*').Count | Should -Be ($sent.Count * 5)
        (Get-ContactConnection Default).LastRun.OutcomeUnknown | Should -Be 0
        @(Get-Change $before).Count | Should -Be $sent.Count
    }
    It 'ends <name> in the same way' -ForEach @(
        @{ name = 'Set-Contact'; command = { $args[0] | Set-Contact -FirstName Ewa -BatchSize 2 -PassThru | Select-Object -First 1 } }
        @{ name = 'Set-ContactSubscription'; command = { $args[0] | Set-ContactSubscription -Channel sms -State Unsubscribed -BatchSize 2 -PassThru | Select-Object -First 1 } }
        @{ name = 'Add-ContactGroup'; command = { $args[0] | Add-ContactGroup -GroupId 2 -PassThru | Select-Object -First 1 } }
        @{ name = 'Remove-ContactGroup'; command = { $args[0] | Remove-ContactGroup -GroupId 2 -PassThru | Select-Object -First 1 } }
        @{ name = 'Remove-Contact'; command = { $args[0] | Remove-Contact -BatchSize 2 -PassThru -Confirm:$false | Select-Object -First 1 } }
    ) {
        $null = $rows | New-Contact -ErrorAction SilentlyContinue
        $ids = @(Get-Contact | Where-Object ExternalId -Like 'S-*' | Select-Object Id)
        $before = $sandbox.RequestCount
        @(& $command $ids).Count | Should -Be 1
        $sent = @(Get-Change $before).Count
        $sent | Should -BeGreaterThan 0
        $sent | Should -BeLessThan 30
        $null = Get-ContactGroup
        @(Get-Change $before).Count | Should -Be $sent
        (Get-ContactConnection Default).LastRun.OutcomeUnknown | Should -Be 0
    }
}
