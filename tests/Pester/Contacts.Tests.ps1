Describe 'Contacts from a CSV and back' {
    BeforeAll {
        . "$PSScriptRoot/Start-Session.ps1"
        $rows = Import-Csv "$samples/contacts.csv"
        $created = @($rows | New-Contact -ExternalDataProperty City, LoyaltyPoints -ErrorAction SilentlyContinue -ErrorVariable refused)
    }
    AfterAll { Stop-ContactSandbox }

    It 'creates every valid row' { $created.Count | Should -Be 292 }
    It 'writes one error for each invalid row' { $refused.Count | Should -Be 8 }
    It 'has the piped row as the target of its error' { $refused | ForEach-Object { $rows -contains $_.TargetObject | Should -BeTrue } }
    It 'refuses six rows before sending, and the service refuses two' {
        ($refused | Group-Object { Get-ErrorId $_ } | Sort-Object Name | ForEach-Object { "$($_.Name) $($_.Count)" }) -join ', ' | Should -Be 'InvalidField 6, Refused 2'
    }
    It 'names row, field and rule: <id>' -ForEach @(
        @{ id = 'C-1037'; says = '*Row 37 (C-1037)*Email and PhoneNumber are both empty*' }
        @{ id = 'C-1098'; says = '*PhoneNumber must be digits*600 1OO 2OO*' }
        @{ id = 'C-1165'; says = '*CreatedAt must be a date in one of these forms: yyyy-MM-dd*31.12.2024*' }
        @{ id = 'C-1247'; says = '*CompanyName must have at most 150 characters, but has 181*' }
        @{ id = 'C-1059'; says = '*was not created. The service refused it: email*E-1-003*' }
        @{ id = 'C-1018'; says = '*was not created. The service refused it: externalId*E-1-008*' }
    ) {
        $refused | Where-Object { $_.TargetObject.ExternalId -eq $id } | ForEach-Object { "$_" } | Should -BeLike $says
    }
    It 'sends three requests for 300 rows' { @(Get-Change).Count | Should -Be 3 }
    It 'keeps diacritics, quotes and commas' {
        $contact = Get-Contact -ExternalId C-1001
        $contact.CompanyName | Should -Be 'Piekarnia "Pod Kłosem", Wójcik i Synowie'
        $contact.ExternalData.City | Should -Be 'Łódź'
    }
    It 'sorts, groups and measures like any object' {
        (Get-Contact | Sort-Object { [int]$_.ExternalData.LoyaltyPoints } -Descending | Select-Object -First 1).ExternalData.LoyaltyPoints | Should -Be 2500
        (Get-Contact | Group-Object { $_.ExternalData.City } | Measure-Object Count -Sum).Sum | Should -Be 292
    }
    It 'exports to CSV' {
        Get-Contact | Select-Object Id, Email, FirstName | Export-Csv "$TestDrive/out.csv" -NoTypeInformation -Encoding UTF8
        @(Import-Csv "$TestDrive/out.csv" -Encoding UTF8).Count | Should -Be 292
    }
    It 'converts to plain JSON and back' {
        $json = Get-Contact -ExternalId C-1001 | ConvertTo-Json -Depth 4
        $back = $json | ConvertFrom-Json
        $back.Email | Should -Be 'anna.nowak@example.com'
        $back.ExternalData.LoyaltyPoints | Should -Be 1250
    }
    It 'can be piped again after Clixml' {
        Get-Contact -ExternalId C-1001 | Export-Clixml "$TestDrive/c.xml"
        Import-Clixml "$TestDrive/c.xml" | Set-Contact -FirstName Hanna
        (Get-Contact -ExternalId C-1001).FirstName | Should -Be 'Hanna'
    }
    It 'can be piped again after a job' {
        $id = (Get-Contact -ExternalId C-1002).Id
        $path = (Get-Module ContactsPS).Path -replace 'bin[\\/]ContactsPS\.psm1$', 'ContactsPS.psd1'
        $uri, $credential = $sandbox.BaseUri, $sandbox.Credential
        $job = Start-Job { Import-Module $using:path; Connect-ContactService $using:credential -BaseUri $using:uri; Get-Contact $using:id }
        $contact = $job | Receive-Job -Wait -AutoRemoveJob
        $contact.PSTypeNames[0] | Should -Be 'Deserialized.ContactsPS.Client.Models.Contact'
        ($contact | Get-Contact).ExternalId | Should -Be 'C-1002'
    }
    It 'stops reading after Select-Object -First' {
        $before = $sandbox.RequestCount
        (Get-Contact -PageSize 10 | Select-Object -First 3).Count | Should -Be 3
        $sandbox.RequestCount - $before | Should -BeIn 1, 2
    }
    It 'reads no more than -First, -Skip and -PageSize say: <arguments.Keys>' -ForEach @(
        @{ arguments = @{ First = 5 }; count = 5; requests = 1 }
        @{ arguments = @{ PageSize = 100 }; count = 292; requests = 4 }
        @{ arguments = @{ Skip = 290 }; count = 2; requests = 2 }
        @{ arguments = @{ First = 15; PageSize = 10 }; count = 15; requests = 2 }
    ) {
        $before = $sandbox.RequestCount
        @(Get-Contact @arguments -ThrottleLimit 1).Count | Should -Be $count
        $sandbox.RequestCount - $before | Should -Be $requests
    }
    It 'reports the total as unknown' { "$((Get-Contact -IncludeTotalCount -First 1 | Select-Object -First 1).ToString())" | Should -Be 'Unknown total count' }
    It 'cannot be changed in place' { { $created[0].FirstName = 'x' } | Should -Throw }
}

Describe 'Changing and removing' {
    BeforeAll {
        . "$PSScriptRoot/Start-Session.ps1"
        $all = 1..250 | ForEach-Object { [pscustomobject]@{ ExternalId = "C-$_"; Email = "c$_@example.com"; FirstName = 'Ewa' } } | New-Contact
    }
    AfterAll { Stop-ContactSandbox }

    It 'makes three requests of 250 contacts: <name>' -ForEach @(
        @{ name = 'Set-Contact'; arguments = @{ LastName = 'Nowak' } }
        @{ name = 'Set-ContactSubscription'; arguments = @{ Channel = 'sms'; State = 'Unsubscribed' } }
        @{ name = 'Set-ContactSubscription'; arguments = @{ Channel = 'sms'; State = 'Subscribed' } }
    ) {
        $before = $sandbox.RequestCount
        $all | & $name @arguments
        (Get-Change $before | ForEach-Object Items | Sort-Object -Descending) -join ',' | Should -Be '100,100,50'
    }
    It 'neither prompts nor sends anything under -WhatIf: <name>' -ForEach @(
        @{ name = 'New-Contact'; arguments = @{} }
        @{ name = 'Set-Contact'; arguments = @{ LastName = 'x' } }
        @{ name = 'Remove-Contact'; arguments = @{} }
        @{ name = 'Set-ContactSubscription'; arguments = @{ Channel = 'sms'; State = 'Unsubscribed' } }
        @{ name = 'Add-ContactGroup'; arguments = @{ GroupId = 2 } }
        @{ name = 'Remove-ContactGroup'; arguments = @{ GroupId = 2 } }
    ) {
        $before = $sandbox.RequestCount
        $all | Select-Object -First 5 | & $name @arguments -WhatIf
        $sandbox.RequestCount - $before | Should -Be 0
    }
    It 'sends one field when a contact is piped' {
        $all[0] | Set-Contact -FirstName Hanna
        $now = Get-Contact $all[0].Id
        $now.FirstName, $now.LastName, $now.Email | Should -Be 'Hanna', 'Nowak', 'c1@example.com'
    }
    It 'clears with $null, and ignores an empty cell without -ClearEmpty' {
        Set-Contact -Id $all[1].Id -LastName $null
        (Get-Contact $all[1].Id).LastName | Should -BeNullOrEmpty
        'ExternalId,FirstName', 'C-2,' | ConvertFrom-Csv | Set-Contact -ErrorAction SilentlyContinue -ErrorVariable nothing
        Get-ErrorId $nothing[0] | Should -Be 'NothingToChange'
        (Get-Contact $all[1].Id).FirstName | Should -Be 'Ewa'
        'ExternalId,FirstName', 'C-2,' | ConvertFrom-Csv | Set-Contact -ClearEmpty
        (Get-Contact $all[1].Id).FirstName | Should -BeNullOrEmpty
    }
    It 'computes a field with a script block' {
        $all[2] | Set-Contact -FirstName { $_.FirstName.ToUpper() }
        (Get-Contact $all[2].Id).FirstName | Should -BeExactly 'EWA'
    }
    It 'writes changed contacts only with -PassThru' {
        $all[3] | Set-Contact -FirstName A | Should -BeNullOrEmpty
        ($all[3] | Set-Contact -FirstName B -PassThru).FirstName | Should -Be 'B'
        ($all[3] | Set-ContactSubscription -Channel push -State Unsubscribed -PassThru).Id | Should -Be $all[3].Id
    }
    It 'can be piped from cmdlet to cmdlet' {
        Get-Contact -First 5 | Add-ContactGroup -GroupId (Get-ContactGroup -Name VIP) -PassThru | Set-ContactSubscription -Channel email -State Unsubscribed
        @(Get-ContactGroup -Name VIP | Get-Contact -Unsubscribed Email).Count | Should -Be 5
        @(Get-Contact -Unsubscribed Email).Count | Should -Be 5
    }
    It 'lists groups of contacts, with wildcards' { ($all[0] | Get-ContactGroup -Name V*).Name | Should -Be 'VIP' }
    It 'removes contacts from groups' {
        Get-ContactGroup -Name VIP | Get-Contact | Remove-ContactGroup -GroupId 3
        Get-ContactGroup -Name VIP | Get-Contact | Should -BeNullOrEmpty
    }
    It 'removes contacts and finds them in the archive' {
        $before = $sandbox.RequestCount
        $all | Remove-Contact -Confirm:$false
        (Get-Change $before | ForEach-Object Items | Sort-Object -Descending) -join ',' | Should -Be '100,100,50'
        Get-Contact | Should -BeNullOrEmpty
        @(Get-Contact -Archived).Count | Should -Be 250
        @(Get-Contact -ArchivedAfter (Get-Date).AddDays(-1) -ArchivedBefore (Get-Date).AddDays(1)).Count | Should -Be 250
    }
}

Describe 'Fields and segments' {
    BeforeAll {
        . "$PSScriptRoot/Start-Session.ps1"
        $null = New-Contact -Email a@example.com -ExternalData @{ City = 'Gdynia'; Points = 3 }
    }
    AfterAll { Stop-ContactSandbox }

    It 'lists additional fields' { (Get-ContactField | Sort-Object Name).Name | Should -Be 'City', 'Points' }
    It 'finds fields by name' { (Get-ContactField p*).Name | Should -Be 'Points' }
    It 'lists segments without counts' { Get-ContactSegment | ForEach-Object { $_.Count | Should -BeNullOrEmpty } }
    It 'counts a segment that is requested by id' { (Get-ContactSegment -Name *e-mail | Select-Object -First 1 | ForEach-Object { Get-ContactSegment $_.Id }).Count | Should -Be 1 }
    It 'reports segment 777 as not found' { { Get-ContactSegment 777 -ErrorAction Stop } | Should -Throw -ErrorId 'SegmentNotFound,*' }
}
