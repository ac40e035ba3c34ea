Describe 'Groups and subscriptions' {
    BeforeAll {
        . "$PSScriptRoot/Start-Session.ps1"
        $null = 1..4 | ForEach-Object { [pscustomobject]@{ ExternalId = "G-$_"; Email = "g$_@example.com" } } | New-Contact
        $vip = Get-ContactGroup -Name VIP
    }
    AfterAll { Stop-ContactSandbox }
    BeforeEach { $before = $sandbox.RequestCount }

    It 'adds a contact that is given by <name>, and lists it as a member' -ForEach @(
        @{ name = 'id'; arguments = @{ ContactId = 1 }; number = 1 }
        @{ name = '-Id, the alias'; arguments = @{ Id = 2 }; number = 2 }
        @{ name = 'external id'; arguments = @{ ExternalId = 'G-3' }; number = 3 }
        @{ name = 'e-mail address'; arguments = @{ Email = 'G4@example.com' }; number = 4 }
    ) {
        Add-ContactGroup @arguments -GroupId $vip | Should -BeNullOrEmpty
        (Get-Contact -GroupId $vip).Id | Should -Contain $number
    }
    It 'adds a member again without an error' {
        Add-ContactGroup -ContactId 1 -GroupId 3 -ErrorAction Stop
        @(Get-Contact -GroupId 3 | Where-Object Id -EQ 1).Count | Should -Be 1
    }
    It 'sends one request for each contact, with all its groups' {
        1..3 | ForEach-Object { @{ Id = $_ } } | Add-ContactGroup -GroupId 2, 4
        @(Get-Change $before).Count | Should -Be 3
        (Get-ContactGroup -ContactId 3).Id | Sort-Object | Should -Be 1, 2, 3, 4
    }
    It 'refuses a group that does not exist, and does not change the contact' {
        Add-ContactGroup -ContactId 1 -GroupId 777 -ErrorAction SilentlyContinue -ErrorVariable found
        Get-ErrorId $found[0] | Should -Be 'Refused'
        (Get-ContactGroup -ContactId 1).Id | Should -Not -Contain 777
    }
    It 'names the contact that does not exist, and adds the others' {
        $added = Add-ContactGroup -ExternalId G-1, nobody, G-2 -GroupId 5 -PassThru -ErrorAction SilentlyContinue -ErrorVariable found
        $added.ExternalId | Sort-Object | Should -Be 'G-1', 'G-2'
        Get-ErrorId $found[0] | Should -Be 'ContactNotFound'
        $found[0].TargetObject | Should -Be 'nobody'
    }
    It 'removes a contact from some groups but not from the others' {
        Remove-ContactGroup -ContactId 3 -GroupId 2, 4
        (Get-ContactGroup -ContactId 3).Id | Sort-Object | Should -Be 1, 3
    }
    It 'removes a contact from a group that it is not in, without an error' { { Remove-ContactGroup -ContactId 4 -GroupId 2 -ErrorAction Stop } | Should -Not -Throw }
    It 'writes the groups of one contact after another' {
        $groups = Get-ContactGroup -ContactId 3, 4
        @($groups | Where-Object ExternalId -EQ 'ALLCONTACTS').Count | Should -Be 2
    }
    It 'reports a contact that does not exist as not found' { { Get-ContactGroup -ContactId 777 -ErrorAction Stop } | Should -Throw -ErrorId 'ContactNotFound,*' }
    It 'adds new contacts to a group: <name>' -ForEach @(
        @{ name = 'by id'; group = 2 }
        @{ name = 'as Get-ContactGroup wrote it'; group = $null }
    ) {
        $target = if ($group) { $group } else { Get-ContactGroup -Name Newsletter }
        $made = New-Contact -Email "new-$($before)@example.com" -AddToGroup $target
        (Get-Contact -GroupId 2).Id | Should -Contain $made.Id
    }

    It 'unsubscribes from several channels with one request each, and subscribes again' {
        Set-ContactSubscription -Id 1, 2 -Channel sms, push -State Unsubscribed
        @(Get-Change $before).Count | Should -Be 2
        (Get-Contact -Unsubscribed sms, push).Id | Should -Be 1, 2
        Set-ContactSubscription -Id 1 -Channel sms -State Subscribed
        (Get-Contact -Unsubscribed sms).Id | Should -Be 2
        (Get-Contact -Unsubscribed push).Id | Should -Be 1, 2
    }
    It 'unsubscribes by e-mail address from a CSV' {
        'Mail', 'g3@example.com', 'nobody@example.com' | ConvertFrom-Csv | Set-ContactSubscription -Email { $_.Mail } -Channel email -State Unsubscribed -ErrorAction SilentlyContinue -ErrorVariable found
        (Get-Contact -Unsubscribed email).ExternalId | Should -Be 'G-3'
        Get-ErrorId $found[0] | Should -Be 'ContactNotFound'
        $found[0].TargetObject.Mail | Should -Be 'nobody@example.com'
    }
    It 'refuses a channel as both subscribed and unsubscribed' {
        { Get-Contact -Subscribed email -Unsubscribed email -ErrorAction Stop } | Should -Throw
        $sandbox.RequestCount | Should -Be $before
    }
    It 'accepts only two states' { { Set-ContactSubscription -Id 1 -Channel email -State Maybe } | Should -Throw -ErrorId 'CannotConvertArgumentNoMessage,*' }
}
