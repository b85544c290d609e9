"""What the driver reads and sends: replies, schemas, values, and the model of the contract."""
