/** How long events wait while streams is restarted, one instance after the other. */
