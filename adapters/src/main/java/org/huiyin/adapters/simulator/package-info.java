/** Phones that exist in this process only, for the demo and the tests: the whole contract without a provider. */
package org.huiyin.adapters.simulator;
