Feature: Calls during data store failures
  What holds for plans during a failure of the data store holds for every other call: it is rejected with a clear message
  when the data store is damaged or deleted, and a call that only reads is answered while the data store is locked.

  Rule: While a plan waits for a lock, calls that read are answered

    @FAULT-5 @SAFE-3 @critical @own_server
    Scenario Outline: The <action> is accepted while a plan waits for a lock
      Given the task tree "Written before" is planned:
        | task  |
        | Build |
      And the data store is locked
      When a plan waits for the locked data store
      And <request>
      Then the <action> is accepted
      And the plan is still waiting

      Examples: requests
        | action            | request                                         |
        | status request    | the tasks are counted                           |
        | synthesis         | the results of "Written before" are synthesised |
        | list of templates | the templates are listed                        |

  Rule: Any change that waits too long for a lock is rejected

    @FAULT-5 @SAFE-3 @critical @own_server
    Scenario: Submissions, changes and deletions behind a long lock are rejected without effect
      Given the task tree "Written before" is planned:
        | task  |
        | Build |
        | Check |
        | Ship  |
      And every subtask of "Written before" is started
      When the data store is locked
      And a submission, a change and a deletion of the subtasks of "Written before" wait for the lock
      Then each of these requests is rejected with a clear message
      And every subtask of "Written before" is in progress

  Rule: With a damaged or deleted data store, every call is clearly rejected

    @FAULT-5 @SAFE-4 @critical @own_server
    Scenario Outline: The <action> is rejected when the data store is <damage>
      Given the task "Written before" is in progress
      When the data store is <damage>
      And <request>
      Then the <action> is rejected
      And the rejection explains what is wrong

      Examples: requests
        | action       | damage                   | request                         |
        | start        | deleted                  | it is started                   |
        | submission   | deleted                  | its result is submitted         |
        | change       | deleted                  | its state is changed to blocked |
        | cancellation | deleted                  | it is cancelled                 |
        | deletion     | deleted                  | it is deleted                   |
        | search       | deleted                  | all tasks are searched          |
        | submission   | overwritten with garbage | its result is submitted         |
        | change       | overwritten with garbage | its state is changed to blocked |
        | cancellation | overwritten with garbage | it is cancelled                 |
        | deletion     | overwritten with garbage | it is deleted                   |
        | search       | overwritten with garbage | all tasks are searched          |
