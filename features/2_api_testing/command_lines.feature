Feature: The operator's command lines
  The plan writes its three phases out as lines for a shell. Here they are typed as they stand there, each a process of
  its own, with no more than their placeholders filled: the operator's workspace, the title and complexity of the plan,
  and the ids that the lines before have printed. What the lines say they did is looked for through another connection.

  Rule: The lines that the plan writes out work as they are written

    Background: Planning and setup
      Given the operator typed:
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
    Scenario: The lines of planning and setup
      Then each of the 4 lines typed succeeds
      And "Integration Testing Implementation" is pending
      And its complexity is "complex"
      And the parent of "Feature Integration" is "Integration Testing Implementation"
      And the parent of "Api Testing" is "Integration Testing Implementation"
      When the sessions are listed
      Then the session that the line opened is among those listed

    @CMD-1 @EXEC-1 @VALID-1 @VALID-4 @critical @own_server
    Scenario: The lines of implementation and testing
      When the operator types:
        """
        # Execute component tasks

        orchestrator_execute_task --task-id=feature_integration_task_id
        orchestrator_execute_task --task-id=api_testing_task_id

        ## Monitor progress

        orchestrator_query_tasks --status=in_progress

        ## Check system health

        orchestrator_health_check --include-database-status
        """
      Then each of the 8 lines typed succeeds
      And "Feature Integration" is in progress
      And "Api Testing" is in progress
      When what the orchestrator_query_tasks line printed is read
      Then exactly "Feature Integration, Api Testing" are found
      When what the orchestrator_health_check line printed is read
      Then the store is told to be connected

    @CMD-1 @VALID-7 @VALID-8 @VALID-9 @critical @own_server
    Scenario: The lines of validation and completion
      Given "Feature Integration" is completed with the summary "Feature integration works"
      And "Integration Testing Implementation" is in progress
      When the operator types:
        """
        # Synthesize implementation results

        orchestrator_synthesize_results --parent-task-id=main_task_id

        ## Complete main task

        orchestrator_complete_task --task-id=main_task_id --summary="{prp_info["title"]} implemented"

        ## Perform maintenance cleanup

        orchestrator_maintenance_coordinator --action=scan_cleanup
        """
      Then each of the 7 lines typed succeeds
      And "Integration Testing Implementation" is completed
      And its summary is "Integration Testing implemented"
      And its artifact is byte for byte what was handed in
      And "Api Testing" is pending
      When what the orchestrator_synthesize_results line printed is read
      Then the synthesis carries "Feature integration works" as the result of "Feature Integration"
      And the synthesis tells that "Api Testing" is unfinished

  Rule: What a line leaves out and the orchestrator requires is filled, and the operator is told

    Background: A session
      Given the operator typed:
        """
        orchestrator_initialize_session --working-directory=/path/to/project
        """

    @CMD-1 @normal @own_server
    Scenario: A line without a description
      When the operator types "orchestrator_plan_task --title=""Feature Integration"""
      Then the operator is told that the description was filled with "Feature Integration"
      And the description of "Feature Integration" is "Feature Integration"

    @CMD-1 @normal @own_server
    Scenario: A line without the work and the next action
      Given the operator typed:
        """
        orchestrator_plan_task --title="Feature Integration"
        orchestrator_execute_task --task-id=feature_integration_task_id
        orchestrator_complete_task --task-id=feature_integration_task_id --summary="It works"
        """
      Then the operator is told that the detailed work was filled with "It works"
      And the operator is told that the next action was filled with "complete"
      And "Feature Integration" is completed
      And its artifact is byte for byte what was handed in

  Rule: The session carries over from one line to the next, wherever they are typed

    @CMD-1 @critical @own_server
    Scenario: Lines typed outside the workspace
      When the operator types:
        """
        orchestrator_initialize_session --working-directory=/path/to/project
        orchestrator_plan_task --title="Feature Integration"
        """
      Then "Feature Integration" is pending
      And nothing is left where the operator stands

  Rule: A line that cannot be done says why

    @CMD-1 @normal @own_server
    Scenario: A line that the orchestrator refuses
      When the operator types "orchestrator_execute_task --task-id=task_of_nobody"
      Then the line ends with exit code 1
      And the operator is told "task_of_nobody"

    @CMD-1 @minor @own_server
    Scenario: A line with a flag that means nothing
      Given the operator typed:
        """
        orchestrator_initialize_session --working-directory=/path/to/project
        orchestrator_plan_task --title="Feature Integration"
        """
      When the operator types a flag that means nothing: "orchestrator_execute_task --tsak-id=task_of_nobody"
      Then the line ends with exit code 2
      And the operator is told "--task-id"
      And "Feature Integration" is pending
