READ_HOST = "postgres"
