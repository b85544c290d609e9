Feature: Command lines of the project plan
  The project plan is a document that gives its three phases as command lines. Each is run as written, in a process of its
  own and in a directory outside the workspace. Only its placeholders are replaced: by the workspace, by the plan's title
  ("Integration Testing") and complexity ("complex"), and by the ids that earlier commands printed. The results are verified
  over a separate connection.

  Rule: The command lines of the project plan work as written

    Background: Planning and setup
      Given the operator runs:
        """
        # Initialize orchestrator session

        orchestrator_initialize_session --working-directory=/path/to/project

        ## Create main implementation task

        orchestrator_plan_task --title="{prp_info["title"]} Implementation" --complexity={prp_info["complexity"]}

        ## Plan component subtasks

        orchestrator_plan_task --title="Feature Integration" --parent-task-id=main_task_id
        orchestrator_plan_task --title="Api Testing" --parent-task-id=main_task_id
        """

    @CMD-1 @PLAN-1 @PLAN-3 @critical @own_server
    Scenario: The planning and setup commands open a session and plan the tasks
      Then each of the 4 commands run so far succeeds
      And "Integration Testing Implementation" is pending
      And its complexity is "complex"
      And "Feature Integration"'s parent is "Integration Testing Implementation"
      And "Api Testing"'s parent is "Integration Testing Implementation"
      When the sessions are listed
      Then the list includes the session opened by the command

    @CMD-1 @EXEC-1 @VALID-1 @VALID-4 @critical @own_server
    Scenario: The implementation and testing commands start tasks and report progress and health
      When the operator runs:
        """
        # Execute component tasks

        orchestrator_execute_task --task-id=feature_integration_task_id
        orchestrator_execute_task --task-id=api_testing_task_id

        ## Monitor progress

        orchestrator_query_tasks --status=in_progress

        ## Check system health

        orchestrator_health_check --include-database-status
        """
      Then each of the 8 commands run so far succeeds
      And "Feature Integration" is in progress
      And "Api Testing" is in progress
      When the output of the orchestrator_query_tasks command is read
      Then the search finds exactly "Feature Integration, Api Testing"
      When the output of the orchestrator_health_check command is read
      Then health reports the data store as connected

    @CMD-1 @VALID-7 @VALID-8 @VALID-9 @critical @own_server
    Scenario: The validation and completion commands synthesise results and complete the main task
      Given "Feature Integration" is completed with the summary "Feature integration works"
      And "Integration Testing Implementation" is in progress
      When the operator runs:
        """
        # Synthesize implementation results

        orchestrator_synthesize_results --parent-task-id=main_task_id

        ## Complete main task

        orchestrator_complete_task --task-id=main_task_id --summary="{prp_info["title"]} implemented"

        ## Perform maintenance cleanup

        orchestrator_maintenance_coordinator --action=scan_cleanup
        """
      Then each of the 7 commands run so far succeeds
      And "Integration Testing Implementation" is completed
      And its summary is "Integration Testing implemented"
      And its artifact is byte for byte "Integration Testing implemented"
      And "Api Testing" is pending
      When the output of the orchestrator_synthesize_results command is read
      Then the synthesis contains "Feature integration works" as the result of "Feature Integration"
      And the synthesis lists "Api Testing" as unfinished

  Rule: A description, work or next action left out is supplied and reported

    Background: An open session
      Given the operator runs:
        """
        orchestrator_initialize_session --working-directory=/path/to/project
        """

    @CMD-1 @normal @own_server
    Scenario: A description that is left out is filled in with the title
      When the operator runs:
        """
        orchestrator_plan_task --title="Feature Integration"
        """
      Then the output says that the description was filled in as "Feature Integration"
      And "Feature Integration"'s description is "Feature Integration"

    @CMD-1 @normal @own_server
    Scenario: Work left out becomes the summary, a next action left out "complete"
      Given the operator runs:
        """
        orchestrator_plan_task --title="Feature Integration"
        orchestrator_execute_task --task-id=feature_integration_task_id
        """
      When the operator runs:
        """
        orchestrator_complete_task --task-id=feature_integration_task_id --summary="It works"
        """
      Then the output says that the detailed work was filled in as "It works"
      And the output says that the next action was filled in as "complete"
      And "Feature Integration" is completed
      And its artifact is byte for byte "It works"

  Rule: Later commands use the open session from any directory

    @CMD-1 @critical @own_server
    Scenario: Commands run elsewhere use the workspace's session and write no files there
      Given the current directory is empty and outside the workspace
      When the operator runs:
        """
        orchestrator_initialize_session --working-directory=/path/to/project
        orchestrator_plan_task --title="Feature Integration"
        """
      Then "Feature Integration" is pending
      And the current directory is empty and outside the workspace

  Rule: The cleanup command reports what it found

    @CMD-1 @MAINT-1 @normal
    Scenario: The cleanup command reports a task without a call for a day
      Given the workspace holds "Begun long ago" from an earlier version
      When the operator runs "orchestrator_maintenance_coordinator --action=scan_cleanup"
      And the output of the orchestrator_maintenance_coordinator command is read
      Then the reply mentions "Begun long ago"

  Rule: A command that fails explains why

    @CMD-1 @normal @own_server
    Scenario: A rejected command exits with code 1 and names the unknown task
      When the operator runs "orchestrator_execute_task --task-id=no_such_task"
      Then the command exits with code 1
      And the output mentions "no_such_task"

    @CMD-1 @minor @own_server
    Scenario: A misspelt option exits with code 2 and names the correct option
      Given the operator runs:
        """
        orchestrator_initialize_session --working-directory=/path/to/project
        orchestrator_plan_task --title="Feature Integration"
        """
      When the operator runs, with a misspelt option, "orchestrator_execute_task --tsak-id=feature_integration_task_id"
      Then the command exits with code 2
      And the output mentions "--task-id"
      And "Feature Integration" is still pending
